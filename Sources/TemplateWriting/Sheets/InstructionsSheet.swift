import Schemas
import TabularCore

/// The first sheet: how to fill in the others, in a page.
struct InstructionsSheet {
  let package: DataPackage
  let tables: [TableSchema]
  let title: String
  let phrases: TemplatePhrases

  /// A paragraph with the words it starts with.
  private struct Paragraph {
    var topic: LocalizedText
    var text: LocalizedText
  }

  private static let subtitle = LocalizedText(
    "Fill in one row per record, save the workbook, send it back.",
    french: "Une ligne par fiche ; enregistrez le classeur et renvoyez-le.")
  private static let howTo = LocalizedText("How to fill it in", french: "Comment le remplir")
  private static let colours = LocalizedText("What the colours mean", french: "Les couleurs")
  private static let contents = LocalizedText("The sheets", french: "Les feuilles")
  private static let checking = LocalizedText("Check it yourself", french: "Vérifier soi-même")

  private static let paragraphs = [
    Paragraph(
      topic: LocalizedText("Rows", french: "Lignes"),
      text: LocalizedText(
        "Start in the row below the header. Leave the header line as it is; the order of the "
          + "columns does not matter, and optional columns may be deleted.",
        french: "Commencez sous l’en-tête. N’y changez rien ; l’ordre des colonnes est libre et "
          + "les colonnes facultatives peuvent être supprimées.")),
    Paragraph(
      topic: LocalizedText("Headers", french: "En-têtes"),
      text: LocalizedText(
        "Point at a header to read what belongs into the column, with an example.",
        french: "Pointez un en-tête pour lire ce que la colonne attend, avec un exemple.")),
    Paragraph(
      topic: LocalizedText("Drop-downs", french: "Listes"),
      text: LocalizedText(
        "Cells with an arrow offer the usual values.",
        french: "Les cellules à flèche proposent les valeurs usuelles.")),
    Paragraph(
      topic: LocalizedText("Dates and times", french: "Dates et heures"),
      text: LocalizedText(
        "Dates as 2027-03-06, times as 09:00, both as 2027-03-06 09:00. Times are those of the "
          + "place concerned; never add a zone.",
        french:
          "Dates : 2027-03-06 ; heures : 09:00 ; ensemble : 2027-03-06 09:00. Les heures sont "
          + "celles du lieu ; n’ajoutez jamais de fuseau.")),
    Paragraph(
      topic: LocalizedText("Blank cells", french: "Cellules vides"),
      text: LocalizedText(
        "A new record takes the default, a stored one keeps its value. Write [clear] to empty a "
          + "value that is stored.",
        french:
          "Une nouvelle fiche prend la valeur par défaut, une fiche existante garde la sienne. "
          + "Écrivez [clear] pour vider une valeur enregistrée.")),
    Paragraph(
      topic: LocalizedText("Action", french: "Action"),
      text: LocalizedText(
        "Blank adds or updates. skip leaves the row out. delete removes the record and needs an "
          + "extra permission.",
        french: "Vide : ajouter ou mettre à jour. skip : ignorer la ligne. delete : supprimer la "
          + "fiche, avec une permission.")),
    Paragraph(
      topic: LocalizedText("Please do not", french: "À éviter"),
      text: LocalizedText(
        "Merge cells, hide rows, add totals, or put anything between header and data.",
        french:
          "Fusionner des cellules, masquer des lignes, ajouter des totaux, ou insérer quoi que "
          + "ce soit entre l’en-tête et les données.")),
  ]

  private static let legend: [(style: CellStyle, sample: LocalizedText, text: LocalizedText)] = [
    (
      .requiredHeader, LocalizedText("Header *", french: "En-tête *"),
      LocalizedText("Required: every row needs a value.", french: "Obligatoire à chaque ligne.")
    ),
    (
      .optionalHeader, LocalizedText("Header", french: "En-tête"),
      LocalizedText(
        "Optional, or required in the cases that its note names.",
        french: "Facultatif, ou obligatoire dans les cas que dit sa note.")
    ),
    (
      .controlHeader, LocalizedText("Header", french: "En-tête"),
      LocalizedText(
        "Steers the import or is for you alone.",
        french: "Pilote l’importation ou n’est que pour vous.")
    ),
  ]

  /// Adds the sheet to a workbook.
  func write(to file: inout WorkbookFile) throws(TemplateError) {
    let sheet = try file.addSheet("Instructions")
    file.hideGrid(of: sheet)
    file.setPrinting(asTable: false, of: sheet)
    file.setTab(0xF2_B134, of: sheet)
    try file.setColumn(0, width: 3, in: sheet)
    try file.setColumn(1, width: 24, in: sheet)
    try file.setColumn(2, width: 92, in: sheet)

    var row = 1
    try file.setRow(row, height: 28, in: sheet)
    try file.write(title, row: row, column: 1, style: .title, in: sheet)
    row += 1
    try file.write(say(Self.subtitle), row: row, column: 1, style: .subtitle, in: sheet)

    row = try heading(Self.howTo, after: row, in: sheet, of: &file)
    for paragraph in Self.paragraphs + several {
      row = try line(say(paragraph.topic), say(paragraph.text), after: row, in: sheet, of: &file)
    }

    row = try heading(Self.colours, after: row, in: sheet, of: &file)
    for entry in Self.legend {
      row += 1
      try file.setRow(row, height: 19, in: sheet)
      try file.write(say(entry.sample), row: row, column: 1, style: entry.style, in: sheet)
      try file.write(say(entry.text), row: row, column: 2, style: .legend, in: sheet)
    }

    row = try heading(Self.contents, after: row, in: sheet, of: &file)
    for table in tables {
      let text = phrases.plain(table.description)
      row = try line(
        table.sheetName, text.isEmpty ? table.title.text(in: phrases.language) : text,
        after: row, in: sheet, of: &file)
    }
    row = try line(
      "Lists",
      say(LocalizedText("The values of the drop-downs.", french: "Les valeurs des listes.")),
      after: row, in: sheet, of: &file)

    row = try heading(Self.checking, after: row, in: sheet, of: &file)
    row += 1
    try file.setRow(row, height: 19, in: sheet)
    try file.write(
      say(
        LocalizedText(
          "Nothing is written; every mistake is named with its cell:",
          french: "Rien n’est écrit ; chaque erreur est nommée avec sa cellule :")),
      row: row, column: 2, style: .paragraph, in: sheet)
    row += 1
    try file.setRow(row, height: 19, in: sheet)
    let name = say(LocalizedText("my-file.xlsx", french: "mon-fichier.xlsx"))
    try file.write(
      "registrar import \(name) --package \(package.name) --validate", row: row, column: 2,
      style: .command, in: sheet)
  }

  /// How several values stand in one cell, by an example of the tables at hand; nothing where no column
  /// takes several.
  private var several: [Paragraph] {
    let fields = tables.flatMap(\.templateFields).filter { $0.type == .list }
    guard !fields.isEmpty else { return [] }
    let example = fields.lazy.compactMap(\.example).first { $0.contains(";") }
    let english = "Where a column takes several values, a semicolon separates them"
    let french = "Là où une colonne admet plusieurs valeurs, un point-virgule les sépare"
    return [
      Paragraph(
        topic: LocalizedText("Several values", french: "Plusieurs valeurs"),
        text: LocalizedText(
          english + (example.map { ": \($0)" } ?? "."),
          french: french + (example.map { " : \($0)" } ?? ".")))
    ]
  }

  private func say(_ text: LocalizedText) -> String { text.text(in: phrases.language) }

  private func heading(
    _ text: LocalizedText, after row: Int, in sheet: WorkbookFile.Sheet, of file: inout WorkbookFile
  ) throws(TemplateError) -> Int {
    try file.setRow(row + 2, height: 24, in: sheet)
    try file.write(say(text), row: row + 2, column: 1, style: .heading, in: sheet)
    return row + 2
  }

  private func line(
    _ topic: String, _ text: String, after row: Int, in sheet: WorkbookFile.Sheet,
    of file: inout WorkbookFile
  ) throws(TemplateError) -> Int {
    // A little over a hundred characters of this font fill the width of the column.
    let lines = max(1, (text.count + 104) / 105)
    try file.setRow(row + 1, height: 4 + 15 * Double(lines), in: sheet)
    try file.write(topic, row: row + 1, column: 1, style: .topic, in: sheet)
    try file.write(text, row: row + 1, column: 2, style: .paragraph, in: sheet)
    return row + 1
  }
}
