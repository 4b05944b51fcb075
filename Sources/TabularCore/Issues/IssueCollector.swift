/// Keeps the issues of a run: details up to a cap per code, table and field, totals exact beyond it.
///
/// A code has no more details in a table than twenty full fields would have; beyond that each further field
/// keeps its first issue only. So no column hides what another one has, and memory stays bounded.
///
/// Passed `inout` from stage to stage. An issue over the cap costs a counter and, if its kind does not
/// depend on arguments, a row number: its details are never built.
public struct IssueCollector: Sendable {
  /// What is counted together: a code with a severity in a table.
  public struct CountKey: Hashable, Sendable {
    /// The code.
    public var code: IssueCode
    /// The severity after package changes.
    public var severity: Severity
    /// The table's machine name, or `nil` before one is known.
    public var table: String?

    /// A code of a severity in a table.
    public init(code: IssueCode, severity: Severity, table: String?) {
      self.code = code
      self.severity = severity
      self.table = table
    }
  }

  /// What is capped together: a code with a severity in a field of a table.
  private struct FieldKey: Hashable {
    var count: CountKey
    var field: String?
  }

  /// How many issues were found and how many of them are kept in detail.
  public struct Count: Hashable, Sendable {
    /// All that were found.
    public var found: Int
    /// Those kept in detail.
    public var kept: Int

    /// A total and how many of it are kept.
    public init(found: Int, kept: Int) {
      self.found = found
      self.kept = kept
    }
  }

  /// How issues are grouped for people: by code, file, sheet, field and the kind's own arguments.
  public struct Kind: Hashable, Sendable {
    /// The code.
    public var code: IssueCode
    /// The input file.
    public var source: SourceID?
    /// The file's name, where it is no input file of a run.
    public var file: String?
    /// The sheet's name.
    public var sheet: String?
    /// The field's machine name, or the column's letters where there is no field.
    public var field: String?
    /// The values of the arguments that distinguish kinds.
    public var arguments: [String]

    init(
      code: IssueCode, source: SourceID?, file: String?, sheet: String?, field: String?,
      arguments: [String] = []
    ) {
      self.code = code
      self.source = source
      self.file = source == nil ? file : nil
      self.sheet = sheet
      self.field = field
      self.arguments = arguments
    }
  }

  /// The issues kept, in the order they were found.
  public private(set) var issues = IssueList()
  /// The rows in which kept issues lie, as they were read.
  public var evidence = EvidenceByRow()
  /// Exact totals.
  public private(set) var counts: [CountKey: Count] = [:]
  /// The rows of each kind.
  public private(set) var rowsByKind: [Kind: RowRanges] = [:]
  /// How many issues each kind has.
  public private(set) var countByKind: [Kind: Int] = [:]
  /// How many are kept in detail of each field.
  private var keptByField: [FieldKey: Int] = [:]
  /// The fields that have issues of which no details are kept.
  private var cutFields: Set<FieldKey> = []
  /// How many full fields a code of a table has details for.
  private static let fullFields = 20
  /// How many kinds are told apart; further ones that differ by their arguments alone are one kind.
  ///
  /// Where each of a million rows has a wrong value of its own, a kind for each would take a kilobyte or two
  /// and help nobody.
  public static let maximumKinds = 10_000
  /// Details kept per code, table and field; 0 keeps all.
  public var maximumDetails: Int
  /// Severities that the package changes, by code.
  public var severityChanges: [IssueCode: Severity]
  /// Whether warnings count as errors.
  public var isStrict: Bool
  /// Codes that are dropped altogether.
  public var silenced: Set<IssueCode> = []

  /// Which findings are accepted; `nil` for none.
  public var acceptance: IssueAcceptance?

  /// An empty collector.
  public init(
    maximumDetails: Int = 200, severityChanges: [IssueCode: Severity] = [:], isStrict: Bool = false
  ) {
    self.maximumDetails = maximumDetails
    self.severityChanges = severityChanges
    self.isStrict = isStrict
  }

  /// Changes the places of the issues kept, of those to which they relate too.
  ///
  /// What is counted by row and what was read of rows stays as it is.
  public mutating func replacePlaces(_ change: (inout IssueLocation) -> Void) {
    var changed = IssueList()
    for var issue in issues {
      change(&issue.location)
      for index in issue.related.indices { change(&issue.related[index].location) }
      changed.append(issue)
    }
    issues = changed
  }

  /// The severity an issue of `code` gets in this run.
  public func severity(of code: IssueCode, declared: Severity? = nil) -> Severity {
    let severity = lenientSeverity(of: code, declared: declared)
    return isStrict && severity == .warning ? .error : severity
  }

  /// The severity without `--strict`.
  private func lenientSeverity(of code: IssueCode, declared: Severity?) -> Severity {
    let listed = IssueCatalog.definition(of: code)?.severity
    var severity = declared ?? listed ?? .error
    // If its finder raised the severity of this case, the package's change does not apply to it.
    let isRaised = declared == .error && listed != nil && listed != .error
    if let change = severityChanges[code], !isRaised { severity = change }
    return severity
  }

  /// Adds an issue; its severity is decided here.
  public mutating func add(_ issue: Issue) {
    add(
      issue.code, declared: issue.severity, table: issue.location.table,
      source: issue.location.source, file: issue.location.file, sheet: issue.location.sheet,
      field: issue.location.field, row: issue.location.row, make: { issue })
  }

  /// Counts an issue and builds its details only if they are kept; of an accepted one there is a note.
  ///
  /// - Parameters:
  ///   - declared: the severity that the catalog or the rule gives.
  ///   - row: the row, from 1, for the ranges of the kind.
  ///   - make: builds the issue.
  /// - Returns: the severity the issue has in this run.
  @discardableResult
  public mutating func add(
    _ code: IssueCode, declared: Severity? = nil, table: String?, source: SourceID? = nil,
    file: String?, sheet: String?, field: String?, row: Int?, make: () -> Issue
  ) -> Severity {
    let severity = severity(of: code, declared: declared)
    guard !silenced.contains(code) else { return severity }
    if let acceptance, acceptance.codes.contains(code),
      let note = acceptance.note(
        for: make(), severity: lenientSeverity(of: code, declared: declared))
    {
      add(note)
      return note.severity
    }
    let key = CountKey(code: code, severity: severity, table: table)
    let keeps = isUnderCap(key, field: field)
    counts[key, default: Count(found: 0, kept: 0)].found += 1
    noteDetails(of: key, field: field, areKept: keeps)
    var kind = Kind(code: code, source: source, file: file, sheet: sheet, field: field)
    let names = IssueCatalog.definition(of: code)?.kindArguments ?? []
    if keeps {
      var issue = make().withoutCardNumbers()
      issue.severity = severity
      if field == nil, let column = issue.location.column { kind.field = columnLetters(column) }
      kind.arguments = names.compactMap { name in
        issue.arguments.first { $0.name == name }?.value
      }
      issues.append(issue)
      note(kind, row: row, rows: issue.rows)
    } else if names.isEmpty, field != nil {
      note(kind, row: row, rows: RowRanges())
    }
    return severity
  }

  /// Whether the details of one more issue are kept.
  ///
  /// - Parameter waiting: how many of the same code, table and field will be added before it.
  public func hasRoom(for key: CountKey, field: String?, after waiting: Int = 0) -> Bool {
    // Whether one is accepted can be said of an issue with its details only.
    acceptance?.codes.contains(key.code) == true || isUnderCap(key, field: field, after: waiting)
  }

  private func isUnderCap(_ key: CountKey, field: String?, after waiting: Int = 0) -> Bool {
    guard maximumDetails > 0,
      IssueCatalog.definition(of: key.code)?.isKeptWhole != true
    else { return true }
    let kept = keptByField[FieldKey(count: key, field: field), default: 0] + waiting
    guard kept > 0 else { return true }
    return kept < maximumDetails
      && (counts[key]?.kept ?? 0) + waiting < maximumDetails * Self.fullFields
  }

  private mutating func noteDetails(of key: CountKey, field: String?, areKept: Bool) {
    let place = FieldKey(count: key, field: field)
    if areKept {
      counts[key, default: Count(found: 0, kept: 0)].kept += 1
      keptByField[place, default: 0] += 1
    } else {
      cutFields.insert(place)
    }
  }

  /// Whether there are issues like this one, by code, table and field, of which no details are kept.
  public func isCut(_ issue: Issue) -> Bool {
    cutFields.contains(FieldKey(count: CountKey(issue), field: issue.location.field))
  }

  private mutating func note(_ kind: Kind, row: Int?, rows: RowRanges) {
    let kind = told(kind)
    countByKind[kind, default: 0] += 1
    if rows.isEmpty {
      // Row 0 is the header of a JSON list, which is no record.
      if let row, row > 0 { rowsByKind[kind, default: RowRanges()].insert(row) }
    } else {
      for range in rows.ranges {
        for row in range { rowsByKind[kind, default: RowRanges()].insert(row) }
      }
    }
  }

  /// Counts issues of one kind whose details are not kept because the cap is reached.
  ///
  /// - Parameter rows: their rows, from 1.
  public mutating func tally(
    _ code: IssueCode, table: String?, source: SourceID? = nil, file: String?, sheet: String?,
    field: String?, count: Int, rows: RowRanges
  ) {
    let severity = severity(of: code)
    guard !silenced.contains(code), count > 0 else { return }
    let key = CountKey(code: code, severity: severity, table: table)
    counts[key, default: Count(found: 0, kept: 0)].found += count
    noteDetails(of: key, field: field, areKept: false)
    guard IssueCatalog.definition(of: code)?.kindArguments.isEmpty ?? true, field != nil else {
      return
    }
    let kind = Kind(code: code, source: source, file: file, sheet: sheet, field: field)
    countByKind[kind, default: 0] += count
    rowsByKind[kind, default: RowRanges()].formUnion(rows)
  }

  /// Adds everything that another collector holds, after what this one holds.
  public mutating func merge(_ other: IssueCollector) {
    for issue in other.issues {
      let key = CountKey(issue)
      let keeps = isUnderCap(key, field: issue.location.field)
      if keeps { issues.append(issue) }
      noteDetails(of: key, field: issue.location.field, areKept: keeps)
    }
    for (key, count) in other.counts {
      counts[key, default: Count(found: 0, kept: 0)].found += count.found
    }
    cutFields.formUnion(other.cutFields)
    evidence.merge(other.evidence)
    var kinds = Array(other.countByKind.keys)
    // Which kinds are told apart is the same in every run.
    if kinds.count + countByKind.count > Self.maximumKinds { kinds.sort() }
    for original in kinds {
      let kind = told(original)
      countByKind[kind, default: 0] += other.countByKind[original] ?? 0
      guard let rows = other.rowsByKind[original] else { continue }
      rowsByKind[kind, default: RowRanges()].formUnion(rows)
    }
  }

  /// How many issues of a severity were found.
  public func count(of severity: Severity) -> Int {
    counts.reduce(0) { $0 + ($1.key.severity == severity ? $1.value.found : 0) }
  }

  /// The kind an issue belongs to.
  public func kind(of issue: Issue) -> Kind {
    let names = IssueCatalog.definition(of: issue.code)?.kindArguments ?? []
    return told(
      Kind(
        code: issue.code, source: issue.location.source, file: issue.location.file,
        sheet: issue.location.sheet,
        field: issue.location.field ?? issue.location.column.map(columnLetters),
        arguments: names.compactMap { name in issue.arguments.first { $0.name == name }?.value }))
  }

  /// The kind that is counted for a kind: without its arguments when there are too many to tell apart.
  private func told(_ kind: Kind) -> Kind {
    guard countByKind.count >= Self.maximumKinds, !kind.arguments.isEmpty,
      countByKind[kind] == nil
    else { return kind }
    var kind = kind
    kind.arguments = []
    return kind
  }
}

extension IssueCollector.Kind: Comparable {
  /// Whether a kind stands before another: by code, place and arguments.
  public static func < (left: Self, right: Self) -> Bool {
    let (first, second) = (left.place, right.place)
    return first == second
      ? left.arguments.lexicographicallyPrecedes(right.arguments)
      : first.lexicographicallyPrecedes(second)
  }

  private var place: [String] {
    [code.rawValue, source.map { String($0.rawValue) } ?? "", file ?? "", sheet ?? "", field ?? ""]
  }
}

extension IssueCollector.CountKey {
  /// What an issue is counted with.
  public init(_ issue: Issue) {
    self.init(code: issue.code, severity: issue.severity, table: issue.location.table)
  }
}
