import Foundation
import TestSupport
import Testing

/// Messages come in the language that is asked for, else in the template's, else in that of the
/// environment, else in English.
@Suite struct LanguageTests {
  private let tool: Registrar

  init() throws { tool = try Registrar() }

  private func write(_ headers: [WorkbookValue], mark: String?, to name: String) throws -> String {
    let path = tool.scratch.path(of: name)
    var builder = WorkbookBuilder().sheet(
      "Locations", rows: [headers, ["BRA-01", "Brampton", "Mars/Base", "virtual"]])
    if let mark {
      builder = builder.sheet(
        "_meta",
        rows: [
          ["registrar-template", "1"], ["package", "exam-platform"], ["language", .text(mark)],
          ["table", "locations", "Locations"],
        ], visibility: "hidden")
    }
    try builder.write(to: path)
    return path
  }

  private static let english: [WorkbookValue] = [
    "Location code *", "Name *", "Time zone *", "Kind",
  ]
  private static let french: [WorkbookValue] = [
    "Code du lieu *", "Nom *", "Fuseau horaire *", "Type de lieu",
  ]

  /// A run of a file with an unknown time zone; whether it speaks French.
  private func speaksFrench(
    _ path: String, _ options: [String] = [], _ environment: [String: String] = [:]
  ) throws -> Bool {
    let result = try tool.runImport([path, "--offline"] + options, environment: environment)
    #expect(result.status == 1, "\(result.output)\(result.errors)")
    let isFrench = result.output.contains("erreur[value.time-zone-unknown] : ")
    #expect(isFrench != result.output.contains("error[value.time-zone-unknown]: "))
    #expect(isFrench == result.output.contains("Rien n'a été écrit"))
    return isFrench
  }

  @Test func templates_areReportedInTheirLanguage() throws {
    let marked = try write(Self.english, mark: "fr", to: "marked.xlsx")
    #expect(try speaksFrench(marked))
    #expect(try speaksFrench(marked, [], ["LANG": "en_CA.UTF-8"]))
    #expect(try !speaksFrench(marked, ["--language", "en"]))
    let english = try write(Self.english, mark: "en", to: "english.xlsx")
    #expect(try !speaksFrench(english, [], ["LANG": "fr_CA.UTF-8"]))
    #expect(try speaksFrench(english, ["--language", "fr"]))
  }

  /// A copy without its hidden sheet, and a template in CSV, tell their language by their headers.
  @Test func headers_tellTheLanguage() throws {
    let french = try write(Self.french, mark: nil, to: "french.xlsx")
    #expect(try speaksFrench(french))
    #expect(try speaksFrench(french, [], ["LANG": "C"]))
    let english = try write(Self.english, mark: nil, to: "english.xlsx")
    #expect(try !speaksFrench(english, [], ["LANG": "fr_FR"]))
    try tool.scratch.write(
      "locations.csv",
      "Code du lieu,Nom,Fuseau horaire,Type de lieu\nBRA-01,Brampton,Mars/Base,virtual\n")
    #expect(try speaksFrench("locations.csv"))
  }

  /// A template in Spanish is read by its headers and answered in Spanish, as is whoever asks for it.
  @Test func spanish_isSpoken() throws {
    let headers: [WorkbookValue] = [
      "Código de sede *", "Nombre *", "Huso horario *", "Tipo de sede", "Acción",
    ]
    let path = try write(headers, mark: nil, to: "spanish.xlsx")
    let english = try write(Self.english, mark: nil, to: "english.xlsx")
    for (file, options, environment) in [
      (path, [], [:]), (path, [], ["LANG": "fr_FR"]), (english, ["--language", "es"], [:]),
      (try write(Self.english, mark: "es", to: "marked.xlsx"), [], ["LANG": "C"]),
    ] as [(String, [String], [String: String])] {
      let result = try tool.runImport([file, "--offline"] + options, environment: environment)
      #expect(result.status == 1, "\(result.output)\(result.errors)")
      #expect(
        result.output.contains("`Mars/Base` no es el nombre de un huso horario"),
        "\(result.output)")
      #expect(result.output.contains("No se escribió nada. Código de salida 1."))
    }
    let missing = try tool.run(["inspect", "none.csv"], ["LANG": "es_ES.UTF-8"])
    #expect(missing.errors.contains("no se encuentra `none.csv`"), "\(missing.errors)")
    let page = try tool.run(["explain", "value.required", "--language", "es"])
    #expect(page.output.contains("Qué hacer: complete la celda."), "\(page.output)")
    let list = try tool.run(["explain", "--language", "es"])
    #expect(list.output.contains("advertencia"), "\(list.output)")
    let unknown = try tool.runImport([path, "--offline", "--language", "de"])
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("'en', 'es' or 'fr'"), "\(unknown.errors)")
  }

  /// Machine names are of no language.
  @Test(arguments: [
    ([:], false), (["LANG": "fr_CA.UTF-8"], true), (["LANG": "fr"], true), (["LANG": "C"], false),
    (["LANG": "en_US.UTF-8", "LC_ALL": "fr_FR.UTF-8"], true),
    (["LANG": "fr_FR.UTF-8", "LC_ALL": "C.UTF-8"], false),
    (["LANG": "en_US", "LC_MESSAGES": "fr_CA"], true), (["LANG": "fr_CA", "LC_ALL": ""], true),
    (["LANG": "de_DE.UTF-8"], false), (["LANG": "frr_DE"], false),
  ])
  func environments(_ environment: [String: String], isFrench: Bool) throws {
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\nBRA-01,Brampton,Mars/Base,virtual\n")
    #expect(try speaksFrench("locations.csv", [], environment) == isFrench)
    let missing = try tool.run(["inspect", "none.csv"], environment)
    #expect(missing.errors.hasPrefix(isFrench ? "erreur[" : "error["), "\(missing.errors)")
    let page = try tool.run(["explain", "value.required"], environment)
    #expect(page.output.contains("À faire : ") == isFrench)
  }

  @Test func commandsThatLookBack_speakFrench() throws {
    try tool.scratch.write(
      "locations.csv",
      "Location code *,Name,Time zone,Kind,Capacity\nBRA-01,Brampton,America/Toronto,virtual,5\n")
    let store = ["--store", "sqlite:s.sqlite"]
    #expect(try tool.runImport(["locations.csv", "--execute"] + store).status == 0)
    let french = store + ["--language", "fr"]
    let runs = try tool.run(["runs"] + french)
    #expect(runs.output.hasPrefix("exécution"), "\(runs.output)")
    #expect(runs.output.contains("sans erreur"))
    let show = try tool.run(["show", "A1"] + french)
    #expect(show.output.contains("résultat    sans erreur (code de sortie 0)"), "\(show.output)")
    #expect(show.output.contains("table      lues"), "\(show.output)")
    let trace = try tool.run(
      [
        "trace", "locations", "BRA-01", "--package",
        try Repository.path(of: "Schemas/exam-platform"),
      ]
        + french)
    #expect(trace.output.contains("champ"), "\(trace.output)")
    #expect(trace.output.contains("Nom (name)"), "\(trace.output)")
    let list = try tool.run(["explain", "--language", "fr"])
    #expect(list.output.contains("avertissement"))
    #expect(!list.output.contains("  warning  "))
    let page = try tool.run(["explain", "value.email-invalid", "--language", "fr"])
    #expect(page.output.contains("erreur[value.email-invalid] : "), "\(page.output)")
  }

  /// A plan calls fields by their headers, without the star of the required ones.
  @Test func plans_haveNoStars() throws {
    try tool.scratch.write(
      "locations.csv",
      "Location code *,Name*,Time zone *,Kind\nBRA-01,Brampton,America/Toronto,virtual\n")
    let made = try tool.runImport(
      ["locations.csv", "--store", "sqlite:s.sqlite", "--plan-out", "a.plan"])
    #expect(made.status == 0, "\(made.output)\(made.errors)")
    let shown = try tool.run(["plan", "show", "a.plan"])
    #expect(shown.output.contains("Location code"), "\(shown.output)")
    #expect(!shown.output.contains("*"), "\(shown.output)")
  }

  // MARK: --table

  private func book(_ sheets: [(String, [[WorkbookValue]])]) throws -> String {
    let path = tool.scratch.path(of: "book.xlsx")
    var builder = WorkbookBuilder()
    for (name, rows) in sheets { builder = builder.sheet(name, rows: rows) }
    try builder.write(to: path)
    return path
  }

  private static let places: [[WorkbookValue]] = [
    ["location_code", "name", "time_zone", "kind"],
    ["BRA-01", "Brampton", "America/Toronto", "virtual"],
  ]
  private static let halls: [[WorkbookValue]] = [
    ["venue_code", "location_code", "name"], ["BRA-01-A", "BRA-01", "Hall"],
  ]

  private func ledger(_ output: String) -> [String] {
    output.split(separator: "\n").map(String.init).filter {
      $0.hasPrefix("locations ") || $0.hasPrefix("venues ")
    }.map { String($0.prefix { $0 != " " }) }
  }

  /// Of a workbook with several tables `--table` reads one.
  @Test func table_picksTheSheet() throws {
    let path = try book([("Locations", Self.places), ("Venues", Self.halls)])
    let all = try tool.runImport([path, "--offline"])
    #expect(ledger(all.output) == ["locations", "venues"], "\(all.output)")
    let one = try tool.runImport([path, "--offline", "--table", "locations"])
    #expect(one.status == 0, "\(one.output)")
    #expect(ledger(one.output) == ["locations"], "\(one.output)")
  }

  /// A sheet with another table's name is what `--table` says when it is the only one.
  @Test func table_namesTheOnlySheet() throws {
    let path = try book([("Venues", Self.places), ("Instructions", [["Read me"]])])
    let one = try tool.runImport([path, "--offline", "--table", "locations"])
    #expect(one.status == 0, "\(one.output)")
    #expect(ledger(one.output) == ["locations"], "\(one.output)")
  }

  @Test func table_thatNoSheetHasIsTold() throws {
    let path = try book([("Locations", Self.places), ("Venues", Self.halls)])
    let none = try tool.runImport([path, "--offline", "--table", "rooms"])
    #expect(none.status == 1, "\(none.output)")
    #expect(none.output.contains("error[sheet.missing]"), "\(none.output)")
    #expect(ledger(none.output) == [], "\(none.output)")
  }
}
