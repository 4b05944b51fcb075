import Foundation
import GRDB
import ImportPipeline
import JSONText
import RecordMapping
import SQLStore

/// Converts values of columns that use another form than the tool's own.
extension SQLFunctions {
  /// Adds the functions that convert between the forms.
  static func registerForms(in database: Database) {
    database.add(
      function: DatabaseFunction("registrar_uuid", argumentCount: 0, pure: false) { _ in
        UUID().uuidString.lowercased()
      })
    database.add(
      function: DatabaseFunction("registrar_number", argumentCount: 1, pure: true) { values in
        guard let text = String.fromDatabaseValue(values[0]) else { return nil }
        // FNV-1a; the number must be the same in every release, as journals hold it.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int64(hash >> 4)
      })
    database.add(
      function: DatabaseFunction("registrar_local_of", argumentCount: 2, pure: true) { values in
        guard let zone = String.fromDatabaseValue(values[1]),
          let instant = String.fromDatabaseValue(values[0])
        else { return nil }
        return LocalTime.text(ofInstant: instant, zone: zone)
      })
    database.add(
      function: DatabaseFunction("registrar_instant_of", argumentCount: 2, pure: true) { values in
        guard let local = String.fromDatabaseValue(values[0]) else { return nil }
        guard let zone = String.fromDatabaseValue(values[1]),
          case .dateTime(_, let instant)? = try? LocalTime.reading(local, zone: zone)?.value
        else { return local + ":00Z" }
        return instant
      })
    database.add(
      function: DatabaseFunction("registrar_array", argumentCount: 2, pure: true) { values in
        guard let joined = String.fromDatabaseValue(values[0]) else { return nil }
        let areNumbers = Bool.fromDatabaseValue(values[1]) == true
        let items = joined.split(separator: unitSeparator, omittingEmptySubsequences: false)
          .map { areNumbers ? String($0) : jsonString(String($0)) }
        return "[" + items.joined(separator: ",") + "]"
      })
  }

  /// The items of a list, from the staged text that joins them, as a JSON array.
  static func array(_ value: String, areNumbers: Bool) -> String {
    "registrar_array(\(value), \(areNumbers ? 1 : 0))"
  }

  /// The items of a JSON array as the text that joins them; nothing for an empty one.
  static func items(_ column: String, separator: String) -> String {
    """
    (SELECT group_concat(i, \(separator)) FROM (SELECT j.value AS i FROM \
    json_each(CASE WHEN json_valid(\(column)) THEN \(column) ELSE '[]' END) AS j ORDER BY j.key))
    """
  }

  /// An instant in the tool's own form, from any of those that SQLite knows.
  static func instant(_ column: String) -> String {
    "strftime('%Y-%m-%dT%H:%M:%SZ', \(column))"
  }

  /// A local time in the tool's own form.
  static func localText(_ column: String) -> String {
    "substr(replace(\(column), ' ', 'T'), 1, 16)"
  }
}
