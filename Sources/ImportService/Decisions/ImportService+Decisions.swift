import ImportPipeline
import RecordMapping
public import Schemas
import TabularCore

/// Proposals for decisions.
extension ImportService {
  /// A text that cells had and that a field did not take.
  public struct UnknownText: Sendable, Hashable {
    /// The table's machine name.
    public var table: String
    /// The field's machine name.
    public var field: String
    /// The text.
    public var value: String
    /// What a report proposed for it; `nil` for nothing.
    public var suggestion: String?

    /// A text of a field.
    public init(table: String, field: String, value: String, suggestion: String? = nil) {
      self.table = table
      self.field = field
      self.value = value
      self.suggestion = suggestion
    }
  }

  /// What a text may mean: one text, several equally near ones, or nothing that is known.
  public struct Meaning: Sendable, Hashable {
    /// The text that was not taken.
    public var unknown: UnknownText
    /// The only candidate; `nil` where there is none, or more than one.
    public var meant: String?
    /// The nearest candidates, at most five.
    public var candidates: [String]
  }

  /// The columns of files of corrections and of waivers, in their order.
  public static var correctionColumns: [String] { DecisionTables.Table.corrections.columns }
  /// The columns of files of waivers, in their order.
  public static var waiverColumns: [String] { DecisionTables.Table.waivers.columns }

  /// What texts may mean, by the values that their fields list and by the records that they may refer to.
  ///
  /// Nothing is invented: a text is proposed when it is the only one near, by the rule that reports use.
  ///
  /// - Parameter choice: the store whose records count; one that is offline has none.
  public func meanings(
    of texts: [UnknownText], package: DataPackage, in choice: StoreChoice
  ) throws(ServiceFailure) -> [Meaning] {
    var stored = StoredNames(package: package)
    if !choice.isOffline {
      let location = try location(of: choice)
      let isThere = try ServiceFailure.asking { () throws(StoreError) in
        try location.holdsAnything()
      }
      if isThere {
        let store = location.makeStore()
        let now = now()
        try ServiceFailure.asking { () throws(StoreError) in
          try store.open(package: package, writes: false, now: now)
          defer { store.rollBack() }
          for text in texts { try stored.load(text, from: store) }
        }
      }
    }
    return texts.map { stored.meaning(of: $0) }
  }
}

/// The texts that fields take: listed values, and names of stored records.
private struct StoredNames {
  /// The most records of a table that are looked at.
  private static let limit = 50_000

  let package: DataPackage
  /// The texts of records that a field may refer to, by table and field.
  private var names: [[String]: [String]] = [:]

  init(package: DataPackage) { self.package = package }

  mutating func load(
    _ text: ImportService.UnknownText, from store: any RecordStore
  ) throws(StoreError) {
    guard names[[text.table, text.field]] == nil,
      let schema = package.table(named: text.table),
      let reference = schema.reference(from: text.field),
      let parent = package.table(named: reference.table)
    else { return }
    let fields = ([reference.targetField] + reference.alternatives.map(\.field))
      .compactMap(parent.fieldIndex(named:))
      .filter { parent.fields[$0].privacy == .none }
    var found: Set<String> = []
    var count = 0
    if try store.recordCount(of: parent) <= Self.limit {
      try store.storedRecords(of: parent, where: nil) { record in
        for field in fields {
          if let text = record.values[field].text, !text.isEmpty { found.insert(text) }
        }
        count += 1
        return count < Self.limit
      }
    }
    names[[text.table, text.field]] = found.sorted()
  }

  func meaning(of text: ImportService.UnknownText) -> ImportService.Meaning {
    let field = package.table(named: text.table)?.field(named: text.field)
    let known = Set((field?.literals ?? []) + (names[[text.table, text.field]] ?? [])).sorted()
    let wanted = String(fold(text.value).prefix(257))
    let limit = suggestionDistance(forLength: wanted.count)
    var near: [(text: String, distance: Int)] = []
    for candidate in known where limit > 0 {
      let folded = String(fold(candidate).prefix(257))
      guard abs(folded.count - wanted.count) <= limit else { continue }
      let distance = editDistance(wanted, folded, limit: limit)
      if distance <= limit { near.append((candidate, distance)) }
    }
    let least = near.map(\.distance).min()
    // An alias may be of any language; what it means is what templates offer.
    var candidates: [String] = []
    for item in near where item.distance == least {
      let meant =
        field?.enumValues.first { $0.aliases.contains(item.text) }.map { $0.value } ?? item.text
      if !candidates.contains(meant) { candidates.append(meant) }
    }
    // A report may know of more than spelling: look-alike letters, rows of its own run.
    if candidates.isEmpty, let suggestion = text.suggestion {
      return ImportService.Meaning(unknown: text, meant: suggestion, candidates: [suggestion])
    }
    return ImportService.Meaning(
      unknown: text, meant: candidates.count == 1 ? candidates[0] : nil,
      candidates: Array(candidates.prefix(5)))
  }
}
