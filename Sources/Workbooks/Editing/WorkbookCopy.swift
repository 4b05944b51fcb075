public import TabularCore

/// A workbook of which a copy is made that shows what was found in it.
///
/// The copy has every part of the workbook byte for byte, but those in which something must be changed:
/// formats of marked cells, notes, a column with the state of each row, a page before all sheets. Drop-downs,
/// formulas, formats, widths, protection and macros stay. What an earlier copy added is taken away first, so
/// that the copy of a copy has the same bytes.
///
/// For example:
///
///     let workbook = try WorkbookCopy(fileDescriptor: descriptor)
///     var marks = WorkbookMarks(page: ReportPage(name: "Import report"))
///     var sheet = WorkbookMarks.Sheet()
///     sheet.cells = [.init(CellReference(row: 2, column: 3), .error)]
///     marks.sheets[0] = sheet
///     try workbook.write(marks, to: path)
public final class WorkbookCopy {
  /// The sheets, in the order of their tabs.
  public let sheets: [Sheet]
  /// Whether the workbook is signed: any change would break the signature.
  public let isSigned: Bool

  let archive: ZipArchive
  let limits: Limits
  let workbookName: String
  let relationships: Relationships
  /// The parts of the copy that are not those of the workbook.
  var copy = ArchiveCopy()

  /// Opens a workbook through a descriptor of a regular file, which is duplicated.
  public init(fileDescriptor: Int32, limits: Limits = Limits()) throws(WorkbookError) {
    let file = try RandomAccessFile(descriptor: fileDescriptor, limits: limits)
    archive = try ZipArchive(file, limits: limits)
    self.limits = limits
    let types = try ContentTypes(in: archive)
    workbookName = try PackageKind.workbookPart(in: archive, types: types).name
    guard let relationships = try Relationships(of: workbookName, in: archive) else {
      throw WorkbookError(.zipMissingPart(.other), part: PartName.relationships(of: workbookName))
    }
    self.relationships = relationships
    sheets = try WorkbookPart(workbookName, relationships: relationships, in: archive).sheets
    let package = try Relationships(of: "", in: archive)
    isSigned =
      archive.containsName(beginningWith: "_xmlsignatures/")
      || package?.all.contains { $0.type.hasSuffix("/digital-signature/origin") } ?? false
  }

  /// What could not be shown in the copy.
  public struct Omissions: Sendable, Hashable {
    /// Cells that got no fill, since there is no room for more formats or their rows are out of order.
    public var fills = 0
    /// Cells that have a note of somebody else, which stays as it is.
    public var notes = 0
    /// Sheets that got no column of states, since their rows are out of order.
    public var statusColumns = 0
  }

  /// Writes a copy with marks to a path where nothing may be.
  ///
  /// - Returns: what could not be shown.
  @discardableResult
  public func write(
    _ marks: WorkbookMarks, to path: String
  ) throws(WorkbookCopyError) -> Omissions {
    copy = ArchiveCopy()
    // Changes that are made while they are written hold the workbook: kept, it would stay open for ever.
    defer { copy = ArchiveCopy() }
    let omissions: Omissions
    do throws(WorkbookError) {
      omissions = try plan(marks)
    } catch {
      throw .unreadable(error)
    }
    try copy.write(archive, to: path)
    return omissions
  }

  /// Writes a copy in which nothing is changed.
  public func write(to path: String) throws(WorkbookCopyError) {
    try ArchiveCopy().write(archive, to: path)
  }

  // MARK: Plan

  private func plan(_ marks: WorkbookMarks) throws(WorkbookError) -> Omissions {
    var omissions = Omissions()
    var package = try PackageEdit(self, marks)
    var styles: StyleEdit
    let stylesName: String
    let former = try formerFormats(marks)
    if let name = try relationships.first(ofType: "styles")?.member(),
      let part = try document(name)
    {
      stylesName = name
      styles = try StyleEdit(part, formerFormats: former)
    } else {
      stylesName = package.addStyles(of: self)
      styles = try StyleEdit(
        MarkupDocument(package.emptyStyles, name: stylesName), formerFormats: former)
    }
    styles.findBases()
    var filters: [Int: CellRange?] = [:]
    for sheet in sheets
    where sheet.kind == .worksheet && sheet.index != marks.formerPage && sheet.part != nil {
      let edit = SheetEdit(self, sheet, marks.sheets[sheet.index] ?? WorkbookMarks.Sheet())
      try edit.plan(&styles, &package, &filters, &omissions)
    }
    let (looks, formerLooks) = styles.addPage()
    let namespace = package.namespace
    try package.finish(
      self, marks, filters: filters,
      page: { isSelected in
        marks.page.part(
          looks: looks, former: formerLooks, namespace: namespace, isSelected: isSelected)
      })
    put(styles.result, in: stylesName)
    // The page comes last, so that the members of a copy's copy have the same order.
    package.addPage(to: self)
    return omissions
  }

  /// The formats that show the former fills of marked cells in an earlier copy, by number.
  private func formerFormats(_ marks: WorkbookMarks) throws(WorkbookError) -> [Int: Int] {
    guard let index = marks.formerPage, let part = sheets[index].part,
      let member = try archive.member(part)
    else { return [:] }
    return try SheetSurvey(
      member, cells: [], limits: limits, isMark: { _ in false }, findsFormer: true
    ).formerFormats
  }

  // MARK: Parts

  /// A part in memory; `nil` if there is none of this name.
  func document(_ name: String, depth: Int = 6) throws(WorkbookError) -> MarkupDocument? {
    guard let member = try archive.member(name) else { return nil }
    return try MarkupDocument(member, limits: limits, depth: depth)
  }

  /// The bytes of a part; `nil` if there is none of this name.
  func bytes(of name: String) throws(WorkbookError) -> [UInt8]? {
    guard let member = try archive.member(name) else { return nil }
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = chunk.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { member.read(into: $0, capacity: buffer.count) } ?? 0
      }
      guard count >= 0 else {
        throw member.failure ?? .damaged("member cannot be read", part: name)
      }
      guard count > 0 else { return result }
      result += chunk[..<count]
      guard result.count <= MarkupDocument.maximumByteCount else {
        throw .malformed("it is too large to be changed", part: name)
      }
    }
  }

  /// Puts bytes in the place of a part, or behind all others if there is none of this name.
  func put(_ bytes: [UInt8], in name: String) { put(.bytes(bytes), in: name) }

  /// Puts other contents in the place of a part, or behind all others if there is none of this name.
  func put(_ change: ArchiveCopy.Change, in name: String) {
    if let index = archive.index(of: name) {
      copy.changes[index] = change
    } else {
      copy.additions.append((name, change))
    }
  }

  /// Leaves a part out.
  func remove(_ name: String) {
    if let index = archive.index(of: name) { copy.changes[index] = .removed }
  }

  /// A name that no part has.
  func unusedName(_ make: (Int) -> String) -> String {
    var number = 1
    while archive.contains(make(number))
      || copy.additions.contains(where: { PartName.key($0.name) == PartName.key(make(number)) })
    {
      number += 1
    }
    return make(number)
  }
}
