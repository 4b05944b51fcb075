import Foundation
import TestSupport

/// The package that the tables are imported into: a field `v` of one type per table.
enum KindsPackage {
  /// The field's properties per table, in the vocabulary of `registrar:`.
  private static let types: [(table: String, field: [String: any Sendable])] = [
    ("words", ["registrar:type": "string"]),
    ("remarks", ["registrar:type": "string", "registrar:multiline": true]),
    ("codes", ["registrar:type": "code"]),
    ("integers", ["registrar:type": "integer"]),
    ("decimals", ["registrar:type": "decimal", "registrar:scale": 18]),
    ("gaps", ["registrar:type": "decimal", "registrar:scale": 4]),
    ("amounts", ["registrar:type": "money", "registrar:currencyField": "currency"]),
    ("shares", ["registrar:type": "percent", "registrar:scale": 4]),
    ("flags", ["registrar:type": "boolean"]),
    ("days", ["registrar:type": "date"]),
    ("clocks", ["registrar:type": "time"]),
    ("lengths", ["registrar:type": "integer", "registrar:minutes": true]),
    ("stamps", ["registrar:type": "datetime", "registrar:zoneFrom": ["zone"]]),
    ("moments", ["registrar:type": "datetime", "registrar:zoneFrom": ["zone"]]),
    ("faults", ["registrar:type": "string"]),
    ("figures", ["registrar:type": "decimal", "registrar:scale": 4]),
  ]

  static var tables: [String] { types.map(\.table) }

  /// The column in which a table's values are stored.
  static func column(of table: String) -> String {
    switch table {
    case "amounts": "v_minor"
    case "stamps", "moments": "v_utc"
    default: "v"
    }
  }

  /// Writes the package; returns its folder.
  ///
  /// - Parameter missingValues: the texts that stand for nothing, beside the empty one.
  static func write(
    to scratch: ScratchFolder, missingValues: [String]
  ) throws -> String {
    let folder = scratch.path(of: "package")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    for (table, type) in types {
      var fields: [[String: any Sendable]] = [
        ["name": "k", "title": "k", "registrar:type": "string", "constraints": ["required": true]]
      ]
      if table == "amounts" {
        fields.append(
          ["name": "currency", "registrar:type": "currency", "registrar:default": "CAD"])
      }
      if type["registrar:zoneFrom"] != nil {
        fields.append(
          ["name": "zone", "registrar:type": "time-zone", "registrar:default": "America/Toronto"])
      }
      fields.append(type.merging(["name": "v", "title": "v"]) { own, _ in own })
      try write(
        [
          "title": table, "registrar:sheet": table, "fields": fields, "primaryKey": ["k"],
          "missingValues": [""] + missingValues,
        ],
        to: "package/\(table).schema.json", in: scratch)
    }
    try write(
      [
        "name": "kinds", "title": "Kinds", "version": "1",
        "resources": tables.map {
          ["name": $0, "path": "\($0).csv", "schema": "\($0).schema.json"]
        },
      ], to: "package/datapackage.json", in: scratch)
    return folder
  }

  private static func write(_ object: Any, to name: String, in scratch: ScratchFolder) throws {
    let bytes = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
    try scratch.write(name, Array(bytes))
  }
}
