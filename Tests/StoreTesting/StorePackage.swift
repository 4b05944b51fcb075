import ImportPipeline
package import RecordMapping
package import Schemas
import TabularCore

/// A small package with every kind of column: folded names, lists of texts and of references, keys
/// made of references, references narrowed by the row, identities, secrets, a table that refers to
/// itself.
package enum StorePackage {
  package static let now = "2027-03-06T14:14:02Z"

  package static var package: DataPackage {
    DataPackage(
      name: "towns", title: LocalizedText("Towns"), version: "1", hash: "aa11",
      tables: [places, halls, rooms, topics, people, meetings, duties])
  }

  package static func table(_ name: String) -> TableSchema {
    package.table(named: name) ?? TableSchema(name: "missing")
  }

  package static var places: TableSchema {
    TableSchema(
      name: "places",
      fields: [
        field("place_code", .code, required: true),
        folded("name", required: true),
        field("latitude", .decimal),
        field("open", .boolean),
        list("features", of: "places", item: "feature", ordered: false),
        field("status", .enumeration),
      ],
      naturalKey: ["place_code"], uniqueKeys: [["name"]])
  }

  package static var halls: TableSchema {
    TableSchema(
      name: "halls",
      fields: [
        field("hall_code", .code, required: true),
        reference("place_code", "place_id", required: true),
        folded("name", required: true),
        field("seats", .integer, required: true),
      ],
      naturalKey: ["hall_code"], uniqueKeys: [["place_code", "name"]],
      references: [Reference(field: "place_code", table: "places", targetField: "place_code")],
      store: StoreMapping(table: "halls", checks: ["seats > 0"]))
  }

  package static var rooms: TableSchema {
    TableSchema(
      name: "rooms",
      fields: [
        reference("hall_code", "hall_id", required: true),
        field("room_code", .code, required: true),
        field("floor", .string),
      ],
      naturalKey: ["hall_code", "room_code"],
      references: [Reference(field: "hall_code", table: "halls", targetField: "hall_code")])
  }

  package static var topics: TableSchema {
    TableSchema(
      name: "topics",
      fields: [
        field("topic_code", .code, required: true),
        reference("parent_code", "parent_id"),
      ],
      naturalKey: ["topic_code"],
      references: [Reference(field: "parent_code", table: "topics", targetField: "topic_code")])
  }

  package static var people: TableSchema {
    TableSchema(
      name: "people",
      fields: [
        field("username", .string, required: true),
        field("email", .email, required: true),
        field("password", .secret, store: .secret),
      ],
      naturalKey: ["username"], uniqueKeys: [["email"]])
  }

  package static var meetings: TableSchema {
    TableSchema(
      name: "meetings",
      fields: [
        field("meeting_code", .code, required: true),
        list(
          "topic_codes", of: "meetings", item: "topic_id", ordered: true),
        reference("hall_code", "hall_id"),
        reference("room_code", "room_id"),
        field(
          "start_at", .dateTime, required: true,
          store: .dateTime(local: "start_local", utc: "start_utc")),
        field("fee", .money, store: .column("fee_minor")),
      ],
      naturalKey: ["meeting_code"],
      references: [
        Reference(field: "topic_codes", table: "topics", targetField: "topic_code"),
        Reference(field: "hall_code", table: "halls", targetField: "hall_code"),
        Reference(
          field: "room_code", table: "rooms", targetField: "room_code",
          with: ["hall_code": FieldPath("hall_code")]),
      ])
  }

  package static var duties: TableSchema {
    TableSchema(
      name: "duties",
      fields: [
        reference("meeting_code", "meeting_id", required: true),
        reference("username", "person_id"),
        field("email", .email, store: ColumnMapping.none),
        field("role", .enumeration, required: true),
        reference("room_code", "room_id"),
      ],
      naturalKey: ["meeting_code", "username"],
      references: [
        Reference(field: "meeting_code", table: "meetings", targetField: "meeting_code"),
        Reference(field: "username", table: "people", targetField: "username"),
        Reference(field: "email", table: "people", targetField: "email"),
        Reference(
          field: "room_code", table: "rooms", targetField: "room_code",
          with: ["hall_code": FieldPath("meeting_code.hall_code")]),
      ],
      identities: [TableSchema.Identity(fields: ["username", "email"], table: "people")],
      store: StoreMapping(
        table: "duties",
        indexes: [
          StoreMapping.Index(
            name: "one_lead", columns: ["meeting_id"], isUnique: true, condition: "role = 'lead'")
        ]))
  }

  private static func field(
    _ name: String, _ type: FieldType, required: Bool = false, store: ColumnMapping? = nil
  ) -> Field {
    var field = Field(name: name, type: type)
    field.isRequired = required
    field.store = store ?? .column(name)
    return field
  }

  private static func folded(_ name: String, required: Bool) -> Field {
    var result = field(
      name, .string, required: required, store: .foldedColumn(name, folded: name + "_folded"))
    result.isFolded = true
    return result
  }

  private static func reference(
    _ name: String, _ column: String, required: Bool = false
  ) -> Field {
    field(name, .code, required: required, store: .reference(column))
  }

  private static func list(
    _ name: String, of table: String, item: String, ordered: Bool
  ) -> Field {
    var result = field(
      name, .list,
      store: .list(
        table: table + "_" + name, owner: "owner_id", item: item,
        position: ordered ? "position" : nil))
    result.isOrderedList = ordered
    return result
  }
}

/// A text value; nothing for an empty text.
package func text(_ text: String) -> FieldValue { text.isEmpty ? .null : .text(text) }

/// A list of texts.
package func texts(_ items: String...) -> FieldValue { .list(items.map(FieldValue.text)) }

/// A morning in spring.
package let morning = FieldValue.dateTime(local: "2027-03-06T09:00", utc: "2027-03-06T14:00:00Z")
