public import ImportPipeline
public import TabularCore

/// What people call fields: the header that stands in their file, else the label of the package.
///
/// Machine names are for programs; a person sees one only where neither is known.
public struct FieldNames: Sendable {
  /// A sheet, a list of a JSON file, or the one table of a delimited file.
  private struct Place: Hashable {
    var source: SourceID?
    var file: String?
    var sheet: String?

    init(source: SourceID?, file: String?, sheet: String?) {
      self.source = source
      self.file = source == nil ? file : nil
      self.sheet = sheet
    }
  }

  private var headersByPlace: [Place: [String: [(column: Int, text: String)]]] = [:]
  private var placeOfTable: [String: Place] = [:]
  private let labels: [String: [String: LocalizedText]]
  private let language: Language

  /// The names of the fields of a package, where there is no file.
  ///
  /// - Parameter labels: the labels by table and field.
  public init(labels: [String: [String: LocalizedText]] = [:], language: Language = .english) {
    self.labels = labels
    self.language = language
  }

  /// The names of the fields of a report.
  public init(_ report: ImportReport, language: Language) {
    self.init(labels: report.fieldLabels, language: language)
    for file in report.files {
      for sheet in file.sheets {
        let place = Place(source: file.source, file: file.name, sheet: sheet.name)
        if let table = sheet.table, placeOfTable[table] == nil { placeOfTable[table] = place }
        for column in sheet.columns {
          guard let field = column.field else { continue }
          let text = column.name
          guard !text.isEmpty else { continue }
          headersByPlace[place, default: [:]][field, default: []].append((column.number, text))
        }
      }
    }
  }

  /// The name of a field of the table at a place; the machine name where nothing else is known.
  public func name(of field: String, at location: IssueLocation) -> String {
    known(field, at: location) ?? field
  }

  /// The name of a field of the table at a place; `nil` for a word that names none.
  func known(_ field: String, at location: IssueLocation) -> String? {
    let place =
      location.isInput
      ? Place(source: location.source, file: location.file, sheet: location.sheet)
      : location.table.flatMap { placeOfTable[$0] }
    if let headers = place.flatMap({ headersByPlace[$0]?[field] }) {
      // A date-time may be given in two columns: the one that is pointed at names it.
      return headers.first { $0.column == location.column }?.text ?? headers.first?.text
    }
    guard let label = location.table.flatMap({ labels[$0]?[field] })?.text(in: language)
    else { return nil }
    return label.isEmpty ? field : label
  }
}
