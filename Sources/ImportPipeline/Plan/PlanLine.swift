import JSONText
import RecordMapping
import TabularCore

/// A line of a plan, as JSON bytes (RFC 8259) with its keys in a fixed order.
struct PlanLine {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// The line of an operation.
  init(_ operation: PlanOperation) {
    begin("operation")
    member("kind", operation.kind.rawValue)
    member("table", operation.table)
    member("key") { line in line.array(operation.key) { $0.text($1) } }
    if let file = operation.file { member("file", file) }
    if let sheet = operation.sheet { member("sheet", sheet) }
    if let row = operation.row { member("row") { $0.raw(String(row)) } }
    if let id = operation.sourceID { member("sourceID", id) }
    if let run = operation.storedRun { member("storedRun", run) }
    if !operation.state.isEmpty { digest("state", operation.state) }
    member("fields") { line in
      line.array(operation.fields) { line, field in
        line.open()
        line.member("field", field.name)
        if field.isSecret {
          line.member("secret") { $0.raw("true") }
        } else {
          if operation.kind != .create { line.member("before") { $0.value(field.before) } }
          if operation.kind != .delete { line.member("after") { $0.value(field.after) } }
          line.form(field)
        }
        line.close()
      }
    }
    close()
  }

  /// How people write the values of a field, where that differs from the canonical text.
  private mutating func form(_ field: PlanOperation.Field) {
    let kind = field.afterForm.kind
    guard kind != .plain else { return }
    member("as", kind.rawValue)
    if let currency = field.beforeForm.currency { member("currencyBefore", currency) }
    if let currency = field.afterForm.currency { member("currencyAfter", currency) }
  }

  /// The first line of a plan.
  init(_ header: PlanHeader) {
    begin("plan")
    member("format", PlanHeader.format)
    member("tool") { line in
      line.open()
      line.member("name", "registrar")
      line.member("version", header.toolVersion)
      line.close()
    }
    member("run", header.run)
    member("createdAt", header.createdAt)
    member("target", header.target)
    if let store = header.store { member("store", store) }
    member("package") { line in
      line.open()
      line.member("name", header.package)
      line.member("version", header.packageVersion)
      line.digest("hash", header.packageHash)
      line.close()
    }
    // Kept as text, so that reading and writing it again gives the same bytes.
    member("options", header.optionsJSON)
    member("files") { line in
      line.array(header.files) { line, file in
        line.open()
        line.member("name", file.name)
        line.digest("sha256", file.sha256)
        line.member("bytes") { $0.raw(String(file.bytes)) }
        line.close()
      }
    }
    // What people call the fields, for `plan show`.
    if !header.fieldNames.isEmpty { member("names") { $0.names(header.fieldNames) } }
    close()
  }

  /// The line after the operations.
  init(_ tables: [PlanSummary.Table]) {
    begin("summary")
    member("tables") { line in
      line.array(tables) { line, table in
        line.open()
        line.member("table", table.table)
        line.member("stored") { $0.raw(String(table.stored)) }
        line.member("created") { $0.raw(String(table.created)) }
        line.member("updated") { $0.raw(String(table.updated)) }
        line.member("deleted") { $0.raw(String(table.deleted)) }
        line.member("kept") { $0.raw(String(table.kept)) }
        line.digest("state", table.state)
        line.close()
      }
    }
    close()
  }

  /// The last line of a plan.
  init(operationCount: Int, digest: String) {
    begin("end")
    member("operations") { $0.raw(String(operationCount)) }
    self.digest("digest", digest)
    close()
  }

  /// How the line after the operations begins.
  static let summaryMark = Array("{\"type\":\"summary\",".utf8)

  // MARK: JSON

  private mutating func begin(_ type: String) {
    bytes.reserveCapacity(256)
    open()
    member("type", type)
  }

  private mutating func open() {
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
  }

  private mutating func close() {
    bytes.append(UInt8(ascii: "}"))
    needsComma = true
  }

  private mutating func member(_ name: String, _ text: String) { member(name) { $0.text(text) } }

  /// A member whose digits are not masked: a digest may contain what looks like a card number.
  private mutating func digest(_ name: String, _ digest: String) {
    member(name) { $0.raw("\"\(digest)\"") }
  }

  private mutating func member(_ name: String, _ body: (inout PlanLine) -> Void) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    text(name)
    bytes.append(UInt8(ascii: ":"))
    body(&self)
    needsComma = true
  }

  private mutating func names(_ names: [String: [String: String]]) {
    open()
    for (table, fields) in names.sorted(by: { $0.key < $1.key }) {
      member(table) { line in
        line.open()
        for (field, name) in fields.sorted(by: { $0.key < $1.key }) { line.member(field, name) }
        line.close()
      }
    }
    close()
  }

  private mutating func array<Item>(_ items: [Item], _ body: (inout PlanLine, Item) -> Void) {
    bytes.append(UInt8(ascii: "["))
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      body(&self, item)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func value(_ value: FieldValue) {
    switch value {
    case .null, .secret: raw("null")
    case .integer, .real:
      let digits = value.description
      let masked = maskingPaymentCards(digits)
      if masked == digits { raw(digits) } else { text(masked) }
    // Most programs read a JSON number as a binary one.
    case .decimal(let digits):
      open()
      member("decimal", maskingPaymentCards(digits))
      close()
    case .text(let string): text(string)
    case .list(let items): array(items) { $0.value($1) }
    case .dateTime(let local, let utc):
      open()
      member("local", local)
      member("utc", utc)
      close()
    }
  }

  private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// A text in which card numbers show their last four digits only, because people read plans.
  ///
  /// That the run does what the plan says is proven by the digests of the files and the states of
  /// the records.
  private mutating func text(_ text: String) {
    bytes.append(jsonString: maskingPaymentCards(text))
  }
}
