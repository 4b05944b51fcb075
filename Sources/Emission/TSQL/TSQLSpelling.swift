import Foundation
import RecordMapping
import Schemas

/// How T-SQL spells names and values.
enum TSQLSpelling {
  /// A name in brackets.
  static func name(_ name: String) -> String {
    "[" + name.replacing("]", with: "]]") + "]"
  }

  /// A table's name with its schema: `hr.people` is the table `people` of the schema `hr`.
  static func table(_ table: String, schema: String) -> String {
    name(StoreMapping.schemaName(of: table) ?? schema) + "."
      + name(StoreMapping.bareName(of: table))
  }

  /// A text of national characters.
  ///
  /// No line of the script begins with the text's own characters, and no `$(` stands in it: sqlcmd would take
  /// `GO`, `:r` and variables for its own. Pieces of more than 4000 characters in all are joined as
  /// NVARCHAR(MAX), which SQL Server would cut otherwise.
  static func text(_ text: String) -> String {
    let inner = text.replacing("'", with: "''").replacing("$(", with: "$' + N'(")
      .replacing("\n", with: "\n' + N'")
    guard inner.utf8.count > 4000, inner.contains("' + N'") else { return "N'\(inner)'" }
    return "CAST(N'' AS NVARCHAR(MAX)) + N'\(inner)'"
  }

  /// The value of a column of a kind; NULL for none.
  static func literal(_ value: FieldValue, _ kind: TargetColumn.Kind) -> String {
    switch value {
    case .null, .secret: return "NULL"
    case .integer(let number): return String(number)
    case .real, .decimal: return number(value.description)
    case .dateTime(_, let utc):
      return kind == .instant ? instant(utc) : text(value.description.replacing(" ", with: "T"))
    case .list(let items):
      return text(jsonArray(items.map(\.description)))
    case .text(let string): return literal(string, kind)
    }
  }

  /// The value of a column of a kind from its canonical text.
  static func literal(_ string: String, _ kind: TargetColumn.Kind) -> String {
    switch kind {
    case .integer, .identifier: Int64(string).map(String.init) ?? text(string)
    case .real: number(string)
    case .boolean: string == "1" || string == "true" ? "1" : "0"
    case .instant: instant(string)
    case .text, .date, .localDateTime, .uuid, .array: text(string)
    }
  }

  private static func number(_ string: String) -> String {
    let isPlain = string.utf8.allSatisfy {
      (48...57).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
    return isPlain && !string.isEmpty ? string : text(string)
  }

  private static func instant(_ utc: String) -> String {
    text(utc.hasSuffix("Z") ? utc.dropLast() + "+00:00" : utc)
  }

  private static func jsonArray(_ items: [String]) -> String {
    let bytes = try? JSONSerialization.data(
      withJSONObject: items, options: [.withoutEscapingSlashes])
    return bytes.map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }
}
