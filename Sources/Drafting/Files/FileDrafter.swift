public import ImportPipeline
import RecordMapping
import Schemas
public import TabularCore

/// Drafts a package from filled workbooks and delimited files.
///
/// Files are read in batches; what is kept of a column does not grow with its rows beyond a budget.
public struct FileDrafter {
  private var studies: [TableStudy] = []
  private var remarks: [Guess] = []
  private let budget: DistinctBudget
  private let limits: Limits
  private var packageOfTemplates: (name: String, version: String?)?

  /// How many different values all columns keep together.
  private static let mostValues = 4_000_000

  /// A drafter that has read nothing.
  public init(limits: Limits = Limits()) {
    budget = DistinctBudget(Self.mostValues)
    self.limits = limits
  }

  /// Reads the tables of a file; returns how many they are.
  ///
  /// - Throws: an `InputError` when the file cannot be read.
  @discardableResult
  public mutating func read(_ input: InputFile) throws -> Int {
    if packageOfTemplates == nil, input.kind == .workbook {
      packageOfTemplates = try SourceTable.origin(of: input, limits: limits)
    }
    let sources = try SourceTable.tables(of: input, limits: limits)
    for source in sources {
      let name = MachineName.name(of: source.name, fallback: "table")
      let folded = fold(name)
      var place = studies.firstIndex { fold($0.name) == folded }
      if place == nil {
        place = studies.count
        studies.append(TableStudy(name: name))
      }
      guard let place else { continue }
      var study = studies[place]
      studies[place] = TableStudy(name: name)
      try study.add(source, budget)
      studies[place] = study
    }
    return sources.count
  }

  /// The package of all that was read, and which keys each table could have instead.
  ///
  /// A table whose headers an import takes for one name has no column to draft, and is not among them.
  ///
  /// - Throws: an `InputError` when a file cannot be read once more.
  public mutating func package(named name: String) throws -> (DraftedPackage, DraftChoices) {
    var choices = DraftChoices()
    for index in studies.indices { studies[index].nameColumns() }
    let drafts = studies.map { (study: $0, table: draft($0)) }.filter { !$0.table.fields.isEmpty }
    studies = drafts.map(\.study)
    var tables: [DraftedTable] = []
    for (study, drafted) in drafts {
      var table = drafted
      let keys = try KeySearch(study: study, fields: table.fields, studies: studies)
        .candidates(budget)
      choices.keys[table.name] = keys
      if let (key, guess) = keys.first {
        table.key = key
        table.guesses.insert(guess, at: 0)
      } else {
        table.guesses.insert(Guess(because: "noUniqueColumns"), at: 0)
      }
      addUniqueKeys(to: &table, study)
      tables.append(table)
    }
    var search = ReferenceSearch(studies)
    search.add(to: &tables)
    try search.addComposite(to: &tables, budget)
    for index in tables.indices { addRequired(to: &tables[index], studies[index]) }
    var package = DraftedPackage(
      name: packageOfTemplates?.name ?? name, title: MachineName.title(of: name), tables: tables)
    // An import refuses a template of another package, and of a later version.
    if let version = packageOfTemplates?.version { package.version = version }
    package.remarks = remarks
    return (package, choices)
  }

  private func draft(_ study: TableStudy) -> DraftedTable {
    let sheets = study.sources.compactMap(\.sheet)
    let stem = study.sources.lazy.compactMap(\.stem).first
    var table = DraftedTable(
      name: study.name, title: MachineName.title(of: study.name),
      source: study.sources.map(\.place).joined(separator: ", "))
    if let sheet = sheets.first { table.sheet = sheet }
    var names = Set([fold(study.name), fold(table.sheet)])
    table.sheetAliases = sheets.filter { names.insert(fold($0)).inserted }
    if let stem, !names.contains(fold(stem)), names.insert(fold(stem)).inserted {
      table.fileStem = stem
    }
    table.rowCount = study.rowCount
    let currencies = study.columns.filter { NameHints($0.name).isCurrency }
    let zones = study.columns.filter {
      $0.portrait.fits(.timeZone) && (NameHints($0.name).isZone || $0.portrait.hasSlash)
    }
    for column in study.columns {
      let header = column.portrait.header
      if column.isRepeated {
        table.ignoredHeaders.append(header)
        table.guesses.append(
          Guess("registrar:ignoredHeaders", header, because: "headerTwice"))
        continue
      }
      let control = TableStudy.control(column)
      if let control, Self.isControl(column, control) {
        table.guesses.append(Guess(because: "controlColumn", ["header": header]))
        continue
      }
      var field = DraftedField(name: column.name, title: header, type: .string)
      if control != nil {
        // Only a field of Table Schema's own types takes such a header for itself.
        field.type = .plainString
        field.guesses.append(Guess("type", "string", because: "controlName", ["header": header]))
      } else {
        field =
          TypeGuess(
            field, portrait: column.portrait, currencies: currencies.map(\.name),
            zones: zones.map(\.name)
          ).made()
      }
      if Self.ownColumns.contains(column.name) { field.column = column.name + "_value" }
      if field.privacy == .none, let first = column.portrait.first,
        first.text.count <= 60, !first.text.contains("\n")
      {
        field.example = first.text
      }
      table.fields.append(field)
    }
    addZone(to: &table)
    if study.namelessCount > 0 {
      table.guesses.append(Guess(because: "namelessColumns", ["count": study.namelessCount]))
    }
    return table
  }

  /// Columns that the tool's own tables have besides the fields.
  private static let ownColumns: Set<String> = [
    "id", "created_at", "updated_at", "created_run", "updated_run",
  ]

  /// Whether a column with the header of a control column is one: actions and identifiers tell by their
  /// values, remarks by their header.
  private static func isControl(_ column: TableStudy.Column, _ target: ColumnTarget) -> Bool {
    switch target {
    case .action:
      column.portrait.spelled.map { $0.keys.allSatisfy { RowAction(text: $0) != nil } } ?? false
    case .sourceID: column.portrait.distinct.isUnique
    default: true
    }
  }

  private func addZone(to table: inout DraftedTable) {
    let moments = table.fields.indices.filter {
      table.fields[$0].type == .dateTime && table.fields[$0].zoneFrom.isEmpty
    }
    guard !moments.isEmpty else { return }
    let zone = MachineName.free("time_zone") { name in
      table.fields.contains { fold($0.name) == fold(name) || fold($0.title) == fold(name) }
    }
    var field = DraftedField(name: zone, title: MachineName.title(of: zone), type: .timeZone)
    field.defaultText = "UTC"
    field.isTransient = true
    field.guesses.append(Guess("registrar:default", "UTC", because: "zoneMissing"))
    table.fields.append(field)
    for index in moments { table.fields[index].zoneFrom = [zone] }
  }

  private func addUniqueKeys(to table: inout DraftedTable, _ study: TableStudy) {
    guard study.rowCount > 4 else { return }
    for field in table.fields where table.key != [field.name] {
      guard field.type == .email || field.type == .code,
        let portrait = study.column(named: field.name)?.portrait, portrait.distinct.isUnique
      else { continue }
      table.uniqueKeys.append([field.name])
      table.guesses.append(
        Guess(
          "uniqueKeys", field.name, because: "uniqueInRows", ["count": portrait.filledCount]))
    }
  }

  private func addRequired(to table: inout DraftedTable, _ study: TableStudy) {
    for index in table.fields.indices {
      let field = table.fields[index]
      guard let portrait = study.column(named: field.name)?.portrait, study.rowCount > 0,
        portrait.filledCount == study.rowCount
      else { continue }
      table.fields[index].isRequired = true
      table.fields[index].guesses.append(
        Guess("required", "true", because: "neverBlank", ["count": study.rowCount]))
    }
  }
}
