import ImportPipeline
import Schemas

/// The columns of a table whose words are personal.
///
/// The thread that reads them and the one that keeps their words find the same ones in the same order.
struct PersonalColumns {
  /// A column and the mask of its field.
  struct Column {
    var name: String
    var mask: FieldMask
    /// Whether it has several values.
    var isArray: Bool
  }

  /// The name of the table in the store.
  var table: String
  /// The columns; there is one at least.
  var columns: [Column]

  /// All of a plan.
  static func all(_ plan: CopyPlan, _ masks: RowMasks) -> [PersonalColumns] {
    plan.tables.compactMap { table in
      let columns = table.columns.compactMap { column -> Column? in
        let (field, isArray): (String, Bool)
        switch column.role {
        case .value(let name): (field, isArray) = (name, false)
        case .array(let name, _): (field, isArray) = (name, true)
        default: return nil
        }
        guard let mask = masks.mask(of: field, in: table.schema), mask.hasPersonalTokens else {
          return nil
        }
        return Column(name: column.name, mask: mask, isArray: isArray)
      }
      return columns.isEmpty ? nil : PersonalColumns(table: table.name, columns: columns)
    }
  }

  /// The query for their values.
  func sql(_ dialect: DDLWriter.Dialect) -> String {
    let names = columns.map { column in
      column.isArray ? CopyPlan.itemsSQL(column.name, dialect) : sqlIdentifier(column.name)
    }
    return "SELECT \(names.joined(separator: ", ")) FROM \(sqlTable(table, dialect))"
  }

  /// Adds the words of rows of the query.
  func add(_ rows: [[SQLValue]], to tokens: inout CollectedTokens) {
    for row in rows {
      for place in columns.indices {
        guard let text = row[place].text else { continue }
        let mask = columns[place].mask
        if columns[place].isArray {
          for item in CopyPlan.items(of: text).map(String.init) where !mask.isClosed(item) {
            tokens.add(item)
          }
        } else if !mask.isClosed(text) {
          tokens.add(text)
        }
      }
    }
  }
}
