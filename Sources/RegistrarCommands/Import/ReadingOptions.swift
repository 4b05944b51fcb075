import ArgumentParser
import DelimitedText
import ImportPipeline
import ImportService
import RecordMapping
import TabularCore

/// The order of day and month that a user declares.
enum DeclaredDateOrder: String, WordChoice {
  case dmy
  case mdy

  /// The order.
  var order: ColumnDecision.DateOrder { self == .dmy ? .dayFirst : .monthFirst }
}

/// How files are read, and as what.
struct ReadingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The table a file is read as.", valueName: "table"))
  var table: String?

  @Option(help: ArgumentHelp("Only this sheet; repeatable.", valueName: "name"))
  var sheet: [String] = []

  @Option(help: ArgumentHelp("Read a sheet as a table; repeatable.", valueName: "SHEET=table"))
  var map: [String] = []

  @Option(
    help: ArgumentHelp("A further file, read as a table; repeatable.", valueName: "table=file"))
  var with: [String] = []

  @Option(help: ArgumentHelp("What a column with an unknown header means.", valueName: "what"))
  var unknownColumns: ImportOptions.UnknownColumns = .warn

  @Option(
    help: ArgumentHelp(
      "The order of day and month in dates such as 3/4/2027.", valueName: "order"))
  var dateOrder: DeclaredDateOrder?

  @Option(help: ArgumentHelp("The row or line of the header.", valueName: "n"))
  var headerRow: Int?

  @Option(
    help: ArgumentHelp(
      "The encoding of delimited files, or auto to guess an 8-bit one.", valueName: "name"))
  var encoding: String?

  @Option(help: ArgumentHelp("The delimiter of delimited files.", valueName: "character"))
  var delimiter: String?

  @Option(help: ArgumentHelp("The quote of delimited files, or none.", valueName: "character"))
  var quote: String?

  @Option(
    help: ArgumentHelp(
      "The system whose identifiers the column source_id holds.", valueName: "name"))
  var sourceSystem = "source"

  @Option(help: ArgumentHelp("The text that clears a stored value.", valueName: "text"))
  var clearToken = "[clear]"

  @Option(
    help: ArgumentHelp(
      "What spellings mean: a CSV file with the columns field, read, meant, reason, who, until.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var corrections: String?

  @Option(
    help: ArgumentHelp(
      "Which findings are accepted: a CSV file that registrar waivers add writes.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var waivers: String?

  @Option(
    help: ArgumentHelp(
      "How many threads read and validate rows; the processors by default.", valueName: "n"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp("Change a limit, such as columns=2000; repeatable.", valueName: "name=value")
  )
  var limit: [String] = []

  func validate() throws {
    if let headerRow, headerRow < 1 { throw ValidationError(usage: "headerRow") }
    if let jobs, jobs < 1 || jobs > 256 {
      throw ValidationError(usage: "jobs")
    }
    if sourceSystem.isEmpty {
      throw ValidationError(usage: "empty", ["option": "--source-system"])
    }
    _ = try limits()
  }

  /// The limits.
  func limits() throws -> Limits { try LimitArguments.limits(limit) }

  /// An import of some files that are read in this way.
  func importOptions(of files: [String]) throws -> ImportOptions {
    var options = ImportOptions(files: files, limits: try limits())
    options.table = table
    options.sheets = sheet
    options.sheetTables = try pairs(map, of: "--map", form: "SHEET=table")
    options.tableFiles = try orderedPairs(with, of: "--with", form: "table=file")
    options.unknownColumns = unknownColumns
    options.dateOrder = dateOrder?.order
    options.headerRow = headerRow
    options.sourceSystem = sourceSystem
    if let jobs { options.jobs = jobs }
    options.clearToken = clearToken
    options.dialect = try DialectArguments.options(
      encoding: encoding, delimiter: delimiter, quote: quote)
    if encoding == nil { options.dialect.encoding = .utf8OrMarked }
    return options
  }

  /// What the record of a run keeps of it.
  var declared: ImportRequest.DeclaredReading {
    var declared = ImportRequest.DeclaredReading()
    declared.encoding = encoding
    declared.delimiter = delimiter
    declared.quote = quote
    declared.limits = limit
    return declared
  }

  /// Pairs `left=right`, the last one winning.
  func pairs(_ texts: [String], of option: String, form: String) throws -> [String: String] {
    Dictionary(
      try orderedPairs(texts, of: option, form: form).map { ($0.table, $0.path) },
      uniquingKeysWith: { _, last in last })
  }

  /// Pairs `left=right`, in order.
  func orderedPairs(
    _ texts: [String], of option: String, form: String
  ) throws -> [(table: String, path: String)] {
    try texts.map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError(
          usage: "takes", ["option": option, "form": form, "found": printable(text)])
      }
      return (parts[0], parts[1])
    }
  }
}
