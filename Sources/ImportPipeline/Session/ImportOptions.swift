public import DelimitedText
import Foundation
public import RecordMapping
public import Schemas
public import TabularCore

/// What the user asked an import to do.
public struct ImportOptions: Sendable {
  /// Whether the run writes.
  public enum Mode: String, Sendable {
    /// Reports what an execution would do.
    case validate
    /// Writes it.
    case execute
  }

  /// What happens when a row has an error.
  public enum ErrorPolicy: String, Sendable, CaseIterable {
    /// Nothing is written.
    case stop
    /// The row, and every row that depends on it, is left out.
    case skipRow = "skip-row"
    /// The table, and every table that depends on it, is left out.
    case skipTable = "skip-table"
  }

  /// What a column with an unknown header means.
  public enum UnknownColumns: String, Sendable, CaseIterable {
    /// A warning.
    case warn
    /// An error.
    case error
    /// Nothing.
    case ignore
  }

  /// Whether the run writes.
  public var mode: Mode = .validate
  /// The command that the run is told as: `clean` where it removes records, else `import`.
  public var command: String { clean == nil ? "import" : "clean" }
  /// The files, in command-line order; `-` is standard input.
  public var files: [String]
  /// Files that are read as a named table, after `files`.
  public var tableFiles: [(table: String, path: String)] = []
  /// The table that a file is read as if its name does not tell.
  public var table: String?
  /// The sheets to read; empty for all.
  public var sheets: [String] = []
  /// Which sheet is which table, by sheet name.
  public var sheetTables: [String: String] = [:]
  /// What happens with rows whose key is stored, or not stored, in every table; `nil` leaves it to the
  /// tables' schemas.
  public var writeMode: TableSchema.WriteMode?
  /// Which new accounts choose another password, a word of the package; `nil` leaves it to the schemas.
  public var passwordReset: String?
  /// The folder whose files rows may name; `nil` looks at no files.
  public var attachments: String?
  /// Whether the store is ignored.
  public var isOffline = false
  /// What one bad row means.
  public var errorPolicy: ErrorPolicy = .stop
  /// After how many errors the run ends; `nil` for never.
  public var maximumErrors: Int?
  /// Details kept per code, table and field, and changes per operation and table; 0 keeps all.
  public var maximumDetails: Int
  /// Whether the details of all issues are kept whatever `maximumDetails` says, for a report that is
  /// never cut.
  public var keepsAllIssues = false
  /// Whether warnings count as errors.
  public var isStrict = false
  /// What a column with an unknown header means.
  public var unknownColumns: UnknownColumns = .warn
  /// The order of day and month, when it is declared.
  public var dateOrder: ColumnDecision.DateOrder?
  /// The row or line of the header, from 1, when it is declared.
  public var headerRow: Int?
  /// The system whose identifiers the column `source_id` holds.
  public var sourceSystem = "source"
  /// The text that clears a stored value.
  public var clearToken = "[clear]"
  /// How delimited files are written.
  public var dialect = DialectOptions()
  /// What somebody decided about spellings; `nil` for nothing.
  public var corrections: DecisionFile<Correction>?
  /// Whether values that no cell gave are listed with their origins; every row is then read cell by cell.
  public var explainsValues = false
  /// Which findings somebody accepts; `nil` for none.
  public var waivers: DecisionFile<Waiver>?
  /// Whether `action` may delete.
  public var allowsDelete = false
  /// What is deleted because no row names it; requires `allowsDelete`.
  public var prunes: [PruneScope] = []
  /// The stored records that a run without files removes; `nil` for an import.
  public var clean: CleanScope?
  /// The part of the files that the run takes; `nil` for all rows.
  public var subset: SubsetScope?
  /// The rows of that part, once they are found.
  var chosenRows: ChosenRows?
  /// Whether it is told how many rows are as earlier runs of the same files left them.
  public var skipsDone = false
  /// Whether a validation tries the merge in a transaction that is rolled back.
  public var rehearses = false
  /// Whether values that other programs changed are overwritten like any others.
  public var overwritesManualEdits = false
  /// The guards of the run.
  public var guards = GuardPolicy()
  /// The name of the target, when the store was named by one.
  public var target: String?
  /// Where a validation writes its plan; `nil` writes none.
  public var planOutput: String?
  /// The plan that the run must match; `nil` for none.
  public var plan: String?
  /// The options that affect the result, as a JSON object with sorted keys; a plan is valid only for the
  /// options it was made with.
  public var planOptionsJSON = "{}"
  /// Whether rows may be read by columns first; the result is the same.
  public var readsByColumns = true
  /// How many threads read and validate rows.
  public var jobs = max(1, ProcessInfo.processInfo.activeProcessorCount)
  /// What parts of the files came to when they were read before; `nil` reads the files.
  public var parts: PartSet?
  /// The limits for untrusted input.
  public var limits: Limits
  /// After how many rows an execution commits; `nil` for once, at its end.
  public var commitEvery: Int?
  /// How many rows a run in parts writes a second at most; `nil` for as many as the store takes.
  public var rowsPerSecond: Double?
  /// The unfinished run that this one resumes.
  public var resumedRun: String?
  /// How to resume an unfinished run, as JSON; kept in the store until the run is finished.
  public var resumptionJSON = "{}"
  /// Who runs the tool.
  public var operatorName = ""
  /// On which machine.
  public var host = ""
  /// The version of the tool.
  public var toolVersion = ""
  /// The options as typed, without secrets, for the run's record.
  public var optionsJSON = "{}"
  /// The file with the key that seals kept secrets.
  public var secretKeyFile: String?

  /// Options for files.
  public init(files: [String], limits: Limits = Limits()) {
    self.files = files
    self.limits = limits
    self.maximumDetails = limits[.issuesKept]
  }
}
