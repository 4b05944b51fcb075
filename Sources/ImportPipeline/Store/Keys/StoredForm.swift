import RecordMapping
import Schemas
import TabularCore

/// The canonical form of texts in the column of a field, as another program wrote them.
///
/// A program that knows nothing of the schema writes `aa` although the schema's codes are upper case. The
/// record is found by what a cell with that text is read as.
struct StoredForm {
  private let respelling: Respelling
  private let reader: CompiledField
  /// The column of the text.
  let column: String
  /// The column of the folded text, where there is one.
  let foldedColumn: String?

  /// The form of a field; `nil` for one that is not looked up by its own text.
  init?(_ field: Field, in schema: TableSchema, package: DataPackage) {
    switch field.store {
    case .column(let name) where name != schema.store.idColumn:
      column = name
      foldedColumn = nil
    case .foldedColumn(let name, let folded):
      column = name
      foldedColumn = folded
    default: return nil
    }
    respelling = field.type.definition.respelling(of: field)
    guard respelling != .never else { return nil }
    isFolded = field.isFolded || foldedColumn != nil
    var bare = field
    bare.isRequired = false
    bare.constraints = Constraints()
    reader = CompiledField(field: bare, in: schema, package: package, clearToken: nil)
  }

  /// Whether a record is found by its folded text.
  let isFolded: Bool

  /// Whether every record is found by its form, because the store has no folded column.
  var isAlwaysNeeded: Bool { isFolded && foldedColumn == nil }

  /// The value a stored text is read as; `nil` for one that the field does not allow.
  func canonical(_ text: String) -> String? {
    switch try? reader.checkText(text).value {
    case .text(let value): value
    case .integer(let number): String(number)
    default: nil
    }
  }

  /// What look-ups compare of a stored text.
  func compared(_ text: String) -> String? {
    canonical(text).map { isFolded ? foldedValue($0) : $0 }
  }

  /// SQL of a condition that holds for every record whose text may not be canonical; it is cheap and may
  /// hold for others too.
  func suspects(alias: String, _ dialect: DDLWriter.Dialect) -> String {
    let name = "\(alias).\(sqlIdentifier(column))"
    var conditions: [String] = []
    if let foldedColumn {
      conditions.append("\(alias).\(sqlIdentifier(foldedColumn)) <> lower(\(name))")
    }
    func holds(_ glob: String, _ expression: String) -> String {
      dialect == .sqlite
        ? "\(name) GLOB \(sqlText("*[" + glob + "]*"))"
        : "CAST(\(name) AS TEXT) ~ \(sqlText("[" + expression + "]"))"
    }
    guard !isAlwaysNeeded else { return "TRUE" }
    switch respelling {
    case .letters(isLowercased: false): conditions.append(holds("^!-`{-~", "^!-`{-~"))
    case .letters(isLowercased: true): conditions.append(holds("^!-@[-~", "^!-@\\[-~"))
    case .spaces(let isLowercased):
      conditions.append(isLowercased ? holds("^ -@[-~", "^ -@\\[-~") : holds("^ -~", "^ -~"))
      conditions.append("\(name) <> trim(\(name))")
      conditions.append("\(name) LIKE '%  %'")
    case .folding: if foldedColumn == nil { return "FALSE" }
    case .digits:
      return dialect == .sqlite
        ? "typeof(\(name)) = 'text'"
        : "CAST(pg_typeof(\(name)) AS TEXT) IN ('text', 'character varying', 'character')"
    case .never: return "FALSE"
    case .anything: return "TRUE"
    }
    return "(" + conditions.joined(separator: " OR ") + ")"
  }
}
