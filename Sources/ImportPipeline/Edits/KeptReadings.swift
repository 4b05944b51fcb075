import Schemas
import TabularCore

/// What runs over the same files found, table by table, while somebody corrects cells: a run takes over what no edit
/// can have changed.
///
/// A table is read again when its own cells were edited, and when a table that its references lead to, at once or
/// over others, shows anything else than before: a key, the state of a row, a value that children take. A set rule is
/// asked again when the rows of a table that it reads were staged anew. Everything else of a run is done each time.
final class KeptReadings {
  /// A set rule of a table.
  struct RuleName: Hashable {
    var table: Int
    var rule: Int
  }

  private struct Answer {
    var versions: [StageVersion]
    var clock: String
    var violations: [SetViolation]
  }

  /// The nearest keys of a table to texts that are none.
  private struct Nearest {
    var version: Int
    var suggestions: [String: Issue.Suggestion?] = [:]
  }

  /// The most rows of which anything is kept.
  static let mostRows = 1_000_000
  private static let mostViolations = 100_000
  private static let mostSuggestions = 100_000
  /// How many bytes of texts that no row has any more may be kept.
  private static let mostOldTexts = 64 << 20

  private var shape: RunShape?
  private var readings: [Int: KeptReading] = [:]
  private var answers: [RuleName: Answer] = [:]
  /// What the tables were of whose rows a store without records would refuse none, by table.
  private var unrefused: [Int: [StageVersion]] = [:]
  /// Whether the store never has any records.
  private var isAlwaysEmpty = false
  private var nearest: [Int: Nearest] = [:]
  /// Rows that were read again for what is told of them.
  var rereadRows = RereadRows()
  private var lastVersion = 0
  /// The bytes of texts when the second run began.
  private var textByteCount: Int?
  /// The clock of the run, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  private var now = ""
  /// What SQL asks of the clock, by table and by query.
  private var clocks: [ClockUse] = []
  private var queries: [String: (clock: ClockUse, namesFields: Bool)] = [:]
  /// The tables that a table's references lead to and that come before it, by table.
  private var seen: [Set<Int>] = []
  /// The tables that a table's references lead to, and the table itself, by table.
  private var reached: [[Int]] = []
  /// The tables that the last run read, by name, in the order of reading.
  private(set) var readTables: [String] = []

  /// Forgets everything.
  func forget() {
    shape = nil
    readings = [:]
    answers = [:]
    unrefused = [:]
    nearest = [:]
    rereadRows = RereadRows()
    textByteCount = nil
    readTables = []
  }

  /// A number that nothing has yet.
  func newVersion() -> Int {
    lastVersion += 1
    return lastVersion
  }

  // MARK: Runs

  /// Prepares for a run whose sources are known, and forgets what it cannot take over.
  func begin(_ session: ImportSession) throws(StoreError) {
    now = session.now
    if seen.isEmpty {
      reached = session.order.indices.map { table in
        Self.tables(reachedFrom: table, in: session).union([table]).sorted()
      }
      seen = reached.indices.map { table in Set(reached[table].filter { $0 < table }) }
      clocks = session.order.map { ClockUse(ofRowsOf: $0) }
    }
    isAlwaysEmpty = session.store.isAlwaysEmpty
    let shape = RunShape(session)
    let stage = readings.values.lazy.compactMap(\.stage).first
    if textByteCount == nil { textByteCount = stage?.textByteCount }
    let growth = (stage?.textByteCount ?? 0) - (textByteCount ?? 0)
    if shape != self.shape || growth > Self.mostOldTexts { forget() }
    self.shape = shape
    readTables = []
    if !readings.isEmpty, let stage { try session.store.shareTexts(with: stage) }
  }

  /// What is kept of a table, if a run would find the same again.
  func reading(of table: Int, contents: [Int], versions: [Int?]) -> KeptReading? {
    guard let known = readings[table], known.contents == contents,
      known.clock == clock(ofTable: table),
      known.seen.allSatisfy({ versions[$0.key] == $0.value })
    else { return nil }
    return known
  }

  /// What is kept of a table, whether it still holds or not.
  func lastReading(of table: Int) -> KeptReading? { readings[table] }

  /// The versions of the tables that a table looks at.
  func versions(seenFrom table: Int, _ versions: [Int?]) -> [Int: Int] {
    seen[table].reduce(into: [:]) { $0[$1] = versions[$1] }
  }

  /// Keeps what was found of a table; `nil` for one of which nothing can be kept.
  func keep(_ reading: KeptReading?, of table: Int) {
    readings[table] = reading
  }

  /// Notes that a table was read.
  func noteRead(_ name: String) { readTables.append(name) }

  /// The clock of the run, as far as rows of a table depend on it.
  func clock(ofTable table: Int) -> String { clock(clocks[table]) }

  private func clock(_ use: ClockUse) -> String {
    // Nothing that is found by chance is found again.
    use == .chance ? "\(newVersion())" : use.part(of: now)
  }

  // MARK: Rules

  /// What a set rule found in tables of some versions; `nil` where it was not asked about them last.
  func violations(of rule: RuleName, query: String, versions: [StageVersion]) -> [SetViolation]? {
    let use = use(of: query)
    guard let known = answers[rule], known.versions.count == versions.count,
      known.clock == clock(use.clock),
      zip(known.versions, versions).allSatisfy({
        $0 == $1 || use.namesFields && $0.fields == $1.fields
      })
    else { return nil }
    return known.violations
  }

  /// Keeps what a set rule found.
  func keep(
    _ violations: [SetViolation], of rule: RuleName, query: String, versions: [StageVersion]
  ) {
    answers[rule] =
      violations.count > Self.mostViolations
      ? nil
      : Answer(versions: versions, clock: clock(use(of: query).clock), violations: violations)
  }

  private func use(of query: String) -> (clock: ClockUse, namesFields: Bool) {
    if let known = queries[query] { return known }
    let use = (clock: ClockUse(of: [query]), namesFields: QueryText(query).namesFields)
    queries[query] = use
    return use
  }

  // MARK: Constraints

  /// What a table's own constraints depend on: its staged rows and those that they refer to; `nil` where records of the
  /// store may matter, too.
  func constraintVersions(of table: Int, _ versions: [StageVersion]) -> [StageVersion]? {
    isAlwaysEmpty ? reached[table].map { versions[$0] } : nil
  }

  /// Whether the store was asked about these very rows and would refuse none.
  func meetsConstraints(table: Int, versions: [StageVersion]?) -> Bool {
    versions != nil && unrefused[table] == versions
  }

  /// Keeps whether the store would refuse none of a table's rows.
  func noteConstraints(areMet: Bool, byTable table: Int, versions: [StageVersion]?) {
    unrefused[table] = areMet ? versions : nil
  }

  // MARK: Suggestions

  /// The key of a table that a text may be a misspelling of, looked for once.
  func suggestion(
    for text: String, in table: Int, version: Int, _ find: () -> Issue.Suggestion?
  ) -> Issue.Suggestion? {
    if nearest[table]?.version != version
      || nearest[table]?.suggestions.count ?? 0 >= Self.mostSuggestions
    {
      nearest[table] = Nearest(version: version)
    }
    if let known = nearest[table]?.suggestions[text] { return known }
    let found = find()
    nearest[table]?.suggestions[text] = .some(found)
    return found
  }

  // MARK: What readings depend on

  /// The tables that the references of one lead to, at once or over others.
  private static func tables(reachedFrom table: Int, in session: ImportSession) -> Set<Int> {
    var found: Set<Int> = []
    var waiting = [table]
    while let next = waiting.popLast() {
      let schema = session.order[next]
      let names = schema.references.map(\.table) + schema.identities.map(\.table)
      for parent in names.compactMap({ session.positions[$0] }) {
        if found.insert(parent).inserted { waiting.append(parent) }
      }
    }
    return found
  }
}
