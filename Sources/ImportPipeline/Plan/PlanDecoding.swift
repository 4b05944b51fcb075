import Foundation
import RecordMapping

/// A value as a plan's lines hold it.
private struct PlannedValue: Decodable {
  private struct DateTime: Decodable {
    var local: String
    var utc: String
  }

  private struct Exact: Decodable { var decimal: String }

  var value: FieldValue

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      value = .null
    } else if let text = try? container.decode(String.self) {
      value = .text(text)
    } else if let number = try? container.decode(Int64.self) {
      value = .integer(number)
    } else if let number = try? container.decode(Double.self) {
      value = .real(number)
    } else if let items = try? container.decode([PlannedValue].self) {
      value = .list(items.map(\.value))
    } else if let number = try? container.decode(Exact.self) {
      value = .decimal(number.decimal)
    } else {
      let dateTime = try container.decode(DateTime.self)
      value = .dateTime(local: dateTime.local, utc: dateTime.utc)
    }
  }
}

private struct OperationObject: Decodable {
  struct Field: Decodable {
    var field: String
    var before: PlannedValue?
    var after: PlannedValue?
    var secret: Bool?
    var kind: ValueForm.Kind?
    var currencyBefore: String?
    var currencyAfter: String?

    private enum CodingKeys: String, CodingKey {
      case field, before, after, secret, currencyBefore, currencyAfter
      case kind = "as"
    }
  }

  var type: String
  var kind: PlanOperation.Kind
  var table: String
  var key: [String]
  var file: String?
  var sheet: String?
  var row: Int?
  var sourceID: String?
  var storedRun: String?
  var state: String?
  var fields: [Field]
}

private struct HeaderObject: Decodable {
  struct Tool: Decodable { var version: String }
  struct Package: Decodable {
    var name: String
    var version: String
    var hash: String
  }

  var type: String
  var format: String
  var tool: Tool
  var run: String
  var createdAt: String
  var target: String
  var store: String?
  var package: Package
  var options: String
  var files: [PlanHeader.File]
  var names: [String: [String: String]]?
}

private struct SummaryObject: Decodable {
  var tables: [PlanSummary.Table]
}

private struct EndObject: Decodable {
  var type: String
  var operations: Int
  var digest: String
}

/// The longest line that is decoded: enough for a record, and a guard against files that are not
/// plans.
private let longestObject = 1 << 24

private func decode<Object: Decodable>(_ type: Object.Type, _ line: [UInt8]) -> Object? {
  guard line.count <= longestObject else { return nil }
  return try? JSONDecoder().decode(type, from: Data(line))
}

extension PlanOperation {
  /// An operation from its line; `nil` if the line holds none.
  init?(_ line: [UInt8]) {
    guard let object = decode(OperationObject.self, line), object.type == "operation" else {
      return nil
    }
    self.init(
      object.kind, table: object.table, key: object.key, file: object.file, sheet: object.sheet,
      row: object.row, sourceID: object.sourceID, storedRun: object.storedRun,
      state: object.state ?? "",
      fields: object.fields.map { field in
        Field(
          field.field, before: field.before?.value ?? .null, after: field.after?.value ?? .null,
          isSecret: field.secret ?? false,
          beforeForm: ValueForm(field.kind ?? .plain, currency: field.currencyBefore),
          afterForm: ValueForm(field.kind ?? .plain, currency: field.currencyAfter))
      })
  }
}

extension PlanHeader {
  /// A header from its line; `nil` if the line holds none or one of another version.
  init?(_ line: [UInt8]) {
    guard let object = decode(HeaderObject.self, line), object.type == "plan",
      object.format == Self.format
    else { return nil }
    self.init(
      toolVersion: object.tool.version, run: object.run, createdAt: object.createdAt,
      target: object.target, package: object.package.name, packageVersion: object.package.version,
      packageHash: object.package.hash, optionsJSON: object.options, files: object.files,
      fieldNames: object.names ?? [:])
    store = object.store
  }
}

extension PlanSummary {
  /// The tables in the line after the operations; `nil` if the line holds none.
  static func tables(_ line: [UInt8]) -> [Table]? {
    decode(SummaryObject.self, line)?.tables
  }

  /// A summary from the last line and the tables before it; `nil` if the line holds none.
  init?(_ line: [UInt8], tables: [Table]) {
    guard let object = decode(EndObject.self, line), object.type == "end" else { return nil }
    self.init(tables: tables, operationCount: object.operations, digest: object.digest)
  }
}
