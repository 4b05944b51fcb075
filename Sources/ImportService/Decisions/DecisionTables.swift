import Schemas

/// The tables in which people keep decisions, as packages are written.
enum DecisionTables {
  /// A table of decisions.
  enum Table: String {
    case corrections
    case waivers
    case lookups
    case criteria

    /// The package that has only this table.
    var package: DataPackage? {
      let descriptor = """
        {
          "name": "registrar-decisions",
          "version": "1",
          "resources": [
            {"name": "\(rawValue)", "path": "\(rawValue).csv", "schema": "\(rawValue).schema.json"}
          ]
        }
        """
      return try? PackageLoader.load([
        DataPackage.Descriptor(file: "datapackage.json", content: descriptor),
        DataPackage.Descriptor(file: "\(rawValue).schema.json", content: schema),
      ])
    }

    /// The columns of its files, in their order.
    var columns: [String] { package?.tables.first?.fields.map(\.name) ?? [] }

    private var schema: String {
      switch self {
      case .corrections: DecisionTables.corrections
      case .waivers: DecisionTables.waivers
      case .lookups: DecisionTables.lookups
      case .criteria: DecisionTables.criteria
      }
    }
  }

  /// Texts of cells are plain strings: what looks like a placeholder may be what somebody typed.
  private static let corrections = """
    {
      "primaryKey": ["field", "read"],
      "fields": [
        {"name": "field", "type": "string", "registrar:type": "string",
          "constraints": {"required": true, "maxLength": 200}},
        {"name": "read", "type": "string", "missingValues": [""],
          "constraints": {"required": true, "maxLength": 4000}},
        {"name": "meant", "type": "string", "missingValues": [""],
          "constraints": {"maxLength": 4000}},
        {"name": "reason", "type": "string", "registrar:type": "string",
          "constraints": {"maxLength": 1000}},
        {"name": "who", "type": "string", "registrar:type": "string",
          "constraints": {"maxLength": 200}},
        {"name": "until", "type": "date", "registrar:type": "date"}
      ]
    }
    """

  private static let waivers = """
    {
      "primaryKey": ["digest"],
      "fields": [
        {"name": "code", "type": "string", "registrar:type": "string",
          "constraints": {"required": true, "maxLength": 100, "pattern": "[a-z0-9]+[.][a-z0-9-]+"}},
        {"name": "table", "type": "string", "registrar:type": "string",
          "constraints": {"maxLength": 200}},
        {"name": "field", "type": "string", "registrar:type": "string",
          "constraints": {"maxLength": 200}},
        {"name": "key", "type": "string", "missingValues": [""],
          "constraints": {"maxLength": 4000}},
        {"name": "digest", "type": "string", "registrar:type": "string",
          "constraints": {"required": true, "pattern": "[a-p]{32}"}},
        {"name": "reason", "type": "string", "registrar:type": "string",
          "constraints": {"required": true, "maxLength": 1000}},
        {"name": "name", "type": "string", "registrar:type": "string",
          "constraints": {"required": true, "maxLength": 200}},
        {"name": "expires", "type": "date", "registrar:type": "date",
          "constraints": {"required": true}}
      ]
    }
    """

  private static let lookups = """
    {
      "primaryKey": ["source"],
      "fields": [
        {"name": "source", "type": "string", "missingValues": [""],
          "constraints": {"required": true, "maxLength": 4000}},
        {"name": "target", "type": "string", "missingValues": [""],
          "constraints": {"required": true, "maxLength": 4000}},
        {"name": "reason", "type": "string", "registrar:type": "string",
          "constraints": {"maxLength": 1000}}
      ]
    }
    """

  private static let criteria = """
    {
      "primaryKey": ["name"],
      "fields": [
        {"name": "name", "type": "string", "registrar:type": "string",
          "constraints": {"required": true, "maxLength": 200}},
        {"name": "table", "type": "string", "registrar:type": "string",
          "constraints": {"required": true, "maxLength": 200}},
        {"name": "field", "type": "string", "registrar:type": "string",
          "constraints": {"maxLength": 200}},
        {"name": "value", "type": "string", "missingValues": [""],
          "constraints": {"maxLength": 4000}},
        {"name": "pattern", "type": "string", "missingValues": [""],
          "constraints": {"maxLength": 1000}},
        {"name": "count", "type": "integer", "constraints": {"minimum": 0}},
        {"name": "min", "type": "integer", "constraints": {"minimum": 0}},
        {"name": "max", "type": "integer", "constraints": {"minimum": 0}}
      ]
    }
    """
}
