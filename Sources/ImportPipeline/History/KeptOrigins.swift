import JSONText
public import TabularCore

/// What the journal keeps of the values of a source that no cell gave as they stand.
public struct KeptOrigins: Sendable, Hashable {
  /// Values of a field with one origin.
  public struct Values: Sendable, Hashable {
    /// The field's machine name.
    public var field: String
    /// Where the values come from.
    public var origin: ValueOrigin
    /// The rows of the source.
    public var rows: RowRanges
    /// The text that a correction replaced, or the name of an item of a list; `nil` for other origins.
    public var read: String?
    /// The key of the item that a name in a list means; `nil` for whole values.
    public var item: String?
    /// Why it did.
    public var reason: String?
    /// Who decided that.
    public var author: String?
    /// Of a list in a row, the names among its items, in the order of the names.
    public internal(set) var names: [Name] = []

    /// A name of an item, and the key that it means.
    public struct Name: Sendable, Hashable {
      /// The name as read.
      public var read: String
      /// The key of the record.
      public var key: String
    }

    /// Values of a field in rows of the source.
    public init(
      field: String, origin: ValueOrigin, rows: RowRanges, read: String? = nil,
      item: String? = nil, reason: String? = nil, author: String? = nil
    ) {
      self.field = field
      self.origin = origin
      self.rows = rows
      self.read = read
      self.item = item
      self.reason = reason
      self.author = author
    }
  }

  /// The values, by field.
  public var values: [Values] = []

  /// The name under which they stand beside the columns of fields, none of which can have it.
  static let member = "registrar:origins"
  /// The most ranges of rows that are kept of one field and origin; of later rows nothing is known.
  private static let mostRanges = 20_000

  /// No values.
  public init() {}

  /// Writes the values as a JSON array.
  func write(to json: inout JSONWriter) {
    json.array(values) { json, item in
      json.object { json in
        json.member("field", item.field)
        json.member("origin", item.origin.rawValue)
        if let read = item.read { json.member("read", read) }
        if let key = item.item { json.member("item", key) }
        if let reason = item.reason, !reason.isEmpty { json.member("reason", reason) }
        if let author = item.author, !author.isEmpty { json.member("who", author) }
        json.member("rows") { json in
          json.array(item.rows.ranges.prefix(Self.mostRanges)) { json, range in
            json.array([range.lowerBound, range.upperBound]) { $0.number($1) }
          }
        }
      }
    }
  }

  /// The values beside the columns of fields, as a store keeps them; none where they cannot be read.
  init(columnsJSON text: String) {
    let members = (try? JSONParser.parse(text))?.members ?? []
    for item in members.first(where: { $0.name == Self.member })?.value.items ?? [] {
      let parts = Dictionary(
        (item.members ?? []).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      guard let field = parts["field"]?.scalar,
        let origin = parts["origin"]?.scalar.flatMap(ValueOrigin.init(rawValue:))
      else { continue }
      let ranges = (parts["rows"]?.items ?? []).compactMap { pair -> ClosedRange<Int>? in
        let ends = (pair.items ?? []).compactMap { $0.scalar.flatMap { Int($0) } }
        return ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : nil
      }
      values.append(
        Values(
          field: field, origin: origin, rows: RowRanges(ranges: ranges),
          read: parts["read"]?.scalar, item: parts["item"]?.scalar,
          reason: parts["reason"]?.scalar, author: parts["who"]?.scalar))
    }
  }

  /// What is known of the value of a field in a row: a correction before everything else, and the names
  /// among the items of a list.
  func values(of field: String, row: Int) -> Values? {
    let found = values.filter { $0.field == field && $0.rows.contains(row) }
    let whole = found.filter { $0.item == nil }
    var known = whole.first { $0.origin == .corrected } ?? whole.first
    known?.names = found.compactMap { value in
      guard let read = value.read, let key = value.item else { return nil }
      return Values.Name(read: read, key: key)
    }
    return known
  }
}
