import RecordMapping
import TabularCore

/// What a run found when it read a table, for a later run to take over where nothing differs that it was found by.
struct KeptReading {
  /// Something that was told, in the order in which it was.
  enum Told {
    case issue(Issue)
    /// What was told of one source.
    case source(IssueCollector)
  }

  /// What a run keeps of a source besides its rows.
  struct Source {
    var columns: [ImportReport.Column]
    var replays: Replays?
    var origins: ValueOrigins?
  }

  /// Which contents the sources had, in their order.
  var contents: [Int]
  /// The versions of the tables that it looked at, by table.
  var seen: [Int: Int]
  /// What other tables see of it: the same number as long as they see the same.
  var version: Int
  /// The clock of the run, as far as SQL of the table asks for it.
  var clock: String
  /// What set rules see of it.
  var stageVersion: StageVersion
  var table: RunTable
  var stage: (any KeptStage)?
  var told: [Told]
  /// By their indexes in the run.
  var sources: [Int: Source]
  var rowsRead: Int
  /// References to tables that come later.
  var laterReferences: [(table: Int, reference: DeferredReference)]
}

extension KeptReading {
  /// Whether set rules that name their fields see the same in a table with its staged rows.
  func showsSame(as other: RunTable, _ otherStage: (any KeptStage)?) -> Bool {
    guard table.isStaged == other.isStaged, table.rows == other.rows,
      table.showsSameRefused(as: other)
    else { return false }
    guard let stage, let otherStage else { return stage == nil && otherStage == nil }
    return stage.showsSame(as: otherStage)
  }
}

/// What set rules see of a table.
struct StageVersion: Hashable {
  /// The staging of its rows.
  var rows = 0
  /// What rules see that name the fields which they read.
  var fields = 0
}

/// What a source is read as, as far as its first rows say.
struct SourceShape: Equatable {
  private let file: Int
  private let name: SourceName
  private let form: IssueLocation.Form
  private let sheet: String?
  private let table: Int
  private let countsFrom1904: Bool
  private let otherTable: String?
  private let isOfTemplate: Bool
  private let binding: HeaderBinding

  init(_ source: TableSource) {
    file = source.file
    name = source.name
    form = source.form
    sheet = source.sheet
    table = source.table
    countsFrom1904 = source.countsFrom1904
    otherTable = source.otherTable
    isOfTemplate = source.template != nil
    binding = source.binding
  }
}

/// What the reading of every table depends on besides rows.
struct RunShape: Equatable {
  /// A table before its rows are read.
  private struct Table: Equatable {
    var wasRead: Bool
    var unreadFile: SourceName?
    var contextFields: [Int]
    var lookupFields: [Int]
  }

  private let sources: [SourceShape]
  private let tables: [Table]
  /// What the store holds; `nil` for one that is always empty.
  private let contentVersion: String?

  init(_ session: ImportSession) {
    contentVersion = session.store.contentVersion
    sources = session.sources.map(SourceShape.init)
    tables = session.tables.map {
      Table(
        wasRead: $0.wasRead, unreadFile: $0.unreadFile, contextFields: $0.context.fields,
        lookupFields: $0.lookupFields)
    }
  }
}
