import Schemas
import TabularCore

/// Reads Table Schema's `object`, `array` and `geojson`: JSON, kept as written.
struct PlainJSONReader: FieldReader {
  /// What the JSON must be.
  enum Kind: Sendable {
    /// An object.
    case object
    /// An array.
    case array
    /// An object of RFC 7946; its `type` and its required members are checked.
    case geoJSON
    /// A topology in TopoJSON; its `type` and its required members are checked.
    case topoJSON
  }

  /// The field's machine name.
  var field: String
  /// What the JSON must be.
  var kind: Kind

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    guard cell.kind == .text else { throw .wrongCellType(cell, expected: expected) }
    guard let value = CellJSON(cell.text), isFitting(value) else {
      throw .misfit(cell.text, field: field, expected: expected)
    }
    return FieldReading(.text(cell.text))
  }

  private var expected: String {
    switch kind {
    case .object: "a JSON object"
    case .array: "a JSON array"
    case .geoJSON: "a GeoJSON object"
    case .topoJSON: "a TopoJSON object"
    }
  }

  private func isFitting(_ value: CellJSON) -> Bool {
    switch (kind, value) {
    case (.object, .object), (.array, .array): true
    case (.geoJSON, .object(let members)): Self.isGeoJSON(members)
    case (.topoJSON, .object(let members)):
      members["type"] == .text("Topology") && members["objects"] != nil && members["arcs"] != nil
    default: false
    }
  }

  private static func isGeoJSON(_ members: [String: CellJSON]) -> Bool {
    guard case .text(let type) = members["type"] else { return false }
    switch type {
    case "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon":
      if case .array = members["coordinates"] { return true }
    case "GeometryCollection":
      if case .array = members["geometries"] { return true }
    case "Feature":
      return members["geometry"] != nil
    case "FeatureCollection":
      if case .array = members["features"] { return true }
    default: break
    }
    return false
  }
}

/// Reads Table Schema's `geopoint`: a longitude and a latitude, kept as written.
struct PlainGeopointReader: FieldReader {
  /// The field's machine name.
  var field: String
  /// `default`, `array` or `object`.
  var format: String

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    guard cell.kind == .text else {
      throw .wrongCellType(cell, expected: "a longitude and a latitude")
    }
    guard let point = point(of: cell.text), (-180...180).contains(point.longitude),
      (-90...90).contains(point.latitude)
    else { throw .misfit(cell.text, field: field, form: model) }
    return FieldReading(.text(cell.text))
  }

  private var model: String {
    switch format {
    case "array": "[90.50, 45.50]"
    case "object": "{\"lon\": 90.50, \"lat\": 45.50}"
    default: "90.50, 45.50"
    }
  }

  private func point(of text: String) -> (longitude: Double, latitude: Double)? {
    switch format {
    case "array":
      guard case .array(let items) = CellJSON(text), items.count == 2,
        case .number(let longitude) = items[0], case .number(let latitude) = items[1]
      else { return nil }
      return (longitude, latitude)
    case "object":
      guard case .object(let members) = CellJSON(text), members.count == 2,
        case .number(let longitude) = members["lon"], case .number(let latitude) = members["lat"]
      else { return nil }
      return (longitude, latitude)
    default:
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      guard parts.count == 2, case .number(let longitude) = CellJSON(String(parts[0])),
        case .number(let latitude) = CellJSON(String(parts[1]))
      else { return nil }
      return (longitude, latitude)
    }
  }
}

extension PlainJSONReader {
  /// The reader of a field of objects.
  static func object(_ settings: ReaderSettings) -> any FieldReader {
    PlainJSONReader(field: settings.field.name, kind: .object)
  }

  /// The reader of a field of arrays.
  static func array(_ settings: ReaderSettings) -> any FieldReader {
    PlainJSONReader(field: settings.field.name, kind: .array)
  }

  /// The reader of a field of GeoJSON or TopoJSON.
  static func geoJSON(_ settings: ReaderSettings) -> any FieldReader {
    let isTopology = settings.field.plain.format == "topojson"
    return PlainJSONReader(
      field: settings.field.name, kind: isTopology ? .topoJSON : .geoJSON)
  }
}

extension PlainGeopointReader {
  /// The reader of a field.
  init(_ settings: ReaderSettings) {
    self.init(field: settings.field.name, format: settings.field.plain.format)
  }
}
