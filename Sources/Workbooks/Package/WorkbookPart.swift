import TabularCore

/// The workbook part: sheets in order, and the date system (ECMA-376 part 1, 18.2).
struct WorkbookPart {
  /// The sheets, in the order of their tabs.
  private(set) var sheets: [Sheet] = []
  /// From which day serial dates count.
  private(set) var dateSystem = DateSystem.from1900
  /// Whether everything is to be recalculated when the workbook is opened (`calcPr`, 18.2.2): the program
  /// that wrote it may never have calculated anything.
  private(set) var isCalculatedOnLoad = false
  /// The sheets whose relationship points out of the package, by index.
  private(set) var refusals: [Int: WorkbookError] = [:]

  /// Reads the part `name`, with its relationships.
  init(
    _ name: String, relationships: Relationships, in archive: borrowing ZipArchive
  ) throws(WorkbookError) {
    guard let member = try archive.member(name) else {
      throw WorkbookError(.zipMissingPart(.workbook), part: name)
    }
    var listed: [(name: String, state: String?, id: String?)] = []
    var system = DateSystem.from1900
    var isCalculated = false
    try PartWalker.walk(
      member, root: .workbook, limits: archive.limits
    ) { path, attributes throws(WorkbookError) in
      switch path.dropFirst() {
      case ["workbookPr"]:
        guard let flag = attributes["date1904"] else { return }
        system = try Self.dateSystem(flag, part: name)
      case ["calcPr"]:
        isCalculated = ["1", "true", "on"].contains(attributes["fullCalcOnLoad"])
      case ["sheets", "sheet"]:
        listed.append((attributes["name"] ?? "", attributes["state"], Self.id(attributes)))
      default: break
      }
    }
    dateSystem = system
    isCalculatedOnLoad = isCalculated
    var owners: [String: String] = [:]
    for (index, sheet) in listed.enumerated() {
      let relationship = sheet.id.flatMap(relationships.relationship(id:))
      var part: String?
      do throws(WorkbookError) {
        part = try relationship?.member()
      } catch {
        refusals[index] = error
      }
      if let key = part.map(PartName.key), let owner = owners.updateValue(sheet.name, forKey: key) {
        throw .malformed("sheets `\(owner)` and `\(sheet.name)` share one part", part: name)
      }
      sheets.append(
        Sheet(
          index: index, name: sheet.name,
          visibility: sheet.state.flatMap(Sheet.Visibility.init(rawValue:)) ?? .visible,
          kind: Self.kind(relationship?.type), part: part))
    }
  }

  /// The identifier of a sheet's relationship; some writers omit the namespace.
  private static func id(_ attributes: PartAttributes) -> String? {
    attributes.relationship("id") ?? attributes["id"]
  }

  private static func dateSystem(_ flag: String, part: String) throws(WorkbookError) -> DateSystem {
    switch flag {
    case "1", "true", "on": .from1904
    case "0", "false", "off", "": .from1900
    default: throw .malformed("its date system `date1904` is neither 0 nor 1", part: part)
    }
  }

  private static func kind(_ type: String?) -> Sheet.Kind {
    switch type {
    case "chartsheet": .chartsheet
    case "dialogsheet": .dialogsheet
    case "xlMacrosheet", "xlIntlMacrosheet": .macrosheet
    default: .worksheet
    }
  }
}
