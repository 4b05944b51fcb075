public import ImportPipeline
public import Schemas
public import TabularCore

/// An import as somebody asks for it.
public struct ImportRequest: Sendable {
  /// Where a backup goes that is made before anything is written.
  public enum PrecedingBackup: Sendable, Hashable {
    /// To the folder of the target, else the usual one.
    case usual
    /// To a file, or a folder for a file with the time in its name.
    case at(String)
  }

  /// How the files are read, in the words of who asked: what the record of the run keeps.
  public struct DeclaredReading: Sendable, Hashable {
    /// The name of the encoding.
    public var encoding: String?
    /// The delimiter.
    public var delimiter: String?
    /// The quote.
    public var quote: String?
    /// Changed limits, as `name=value`.
    public var limits: [String] = []

    /// Nothing declared: everything is found in the files.
    public init() {}
  }

  /// Which store is meant.
  public var store = StoreChoice()
  /// The package's name or path; `nil` for that of the target, else the usual one.
  public var package: String?
  /// What is imported, and how.
  ///
  /// The service adds what the target, the package and the surroundings say: guards, the author, recorded
  /// options.
  public var options: ImportOptions
  /// What names the rows of the part that is imported; nothing for all rows.
  public var subset = SubsetRequest()
  /// The stored records that are removed; such a run reads no files.
  public var clean: CleanRequest?
  /// The name of a production target, given a second time.
  public var confirmedTarget: String?
  /// Fields for whose every value the limits hold, besides those of the limits themselves.
  public var guardScope: [String] = []
  /// Limits of the request itself, before those of the target.
  public var limits = GuardLimits()
  /// The largest share of a table's rows, in percent, that may be left out because of errors.
  public var maximumErrorPercent: Double?
  /// Which counts may pass a guard.
  public var approvals = Approvals()
  /// The file of corrections; `nil` for none.
  public var corrections: String?
  /// The file of accepted findings; `nil` for none.
  public var waivers: String?
  /// The backup that is made before anything is written; a validation makes none, and is told what the
  /// execution meets.
  public var backup: PrecedingBackup?
  /// How the files are read, in the words of who asked.
  public var reading = DeclaredReading()
  /// The language of the reports, where one was asked for; kept with the run.
  public var language: Language?

  /// A validation of files.
  ///
  /// - Parameters:
  ///   - files: paths of workbooks and delimited files; `-` is standard input.
  ///   - package: the package's name or path.
  public init(files: [String], package: String? = nil) {
    self.init(ImportOptions(files: files), package: package)
  }

  /// An import by its options.
  public init(_ options: ImportOptions, package: String? = nil) {
    self.options = options
    self.package = package
  }
}
