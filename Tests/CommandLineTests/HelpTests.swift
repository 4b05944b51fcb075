import Foundation
import TestSupport
import Testing

/// What a help line tells people to type is typed: verbatim, in the situation that printed it.
///
/// It must be understood, and lead on: whatever was told is not told again.
@Suite struct HelpTests {
  /// A situation in which a command is refused.
  struct Situation: CustomTestStringConvertible, Sendable {
    /// The code that is told, or words of the page that gives the advice.
    var told: String
    /// The variant of the code whose help it is; `""` for the usual one.
    var variant = ""
    /// Makes the files and the store.
    var prepare: @Sendable (Registrar) throws -> Void
    /// The command line that is refused, as a shell reads it.
    var line: String
    /// Whether the clock on the wall is used.
    var isReal = false
    /// How many pieces of advice there are.
    var advice = 1
    /// Whether what is advised tells people what they must do themselves.
    var endsWithPeople = false

    var testDescription: String { told + " " + line }
  }

  private static let header = "location_code,name,time_zone,kind"
  private static let sound = "BRA-01,Brampton,America/Toronto,virtual\n"

  /// Imports a file of some lines into the store.
  @Sendable private static func load(_ registrar: Registrar, _ name: String, _ text: String) throws
  {
    try registrar.scratch.write(name, text)
    let result = try registrar.shell(
      "registrar import \(name) --table locations --execute --store sqlite:s.sqlite")
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Sendable private static func project(_ registrar: Registrar, _ members: String) throws {
    try load(registrar, "first.csv", "\(header)\nOTT-01,Ottawa,America/Toronto,virtual\n")
    try registrar.scratch.write(
      "registrar.json", #"{"targets": {"prod": {"store": "sqlite:s.sqlite"\#(members)}}}"#)
    try registrar.scratch.write("locations.csv", "\(header)\n\(sound)")
  }

  /// A file in Windows-1252.
  @Sendable static func inLatin1(_ registrar: Registrar) throws {
    try registrar.scratch.write(
      "locations.csv",
      Array("\(header)\nMTL-01,Montr".utf8) + [0xE9] + Array("al,America/Toronto,virtual\n".utf8))
  }

  private static let production = "registrar import locations.csv --target prod"

  static let situations: [Situation] = [
    Situation(
      told: "file.no-table",
      prepare: { registrar in
        try registrar.scratch.write("book.csv", "name,seats,colour\nHall,40,red\n")
      }, line: "registrar import book.csv --offline"),
    Situation(
      told: "csv.encoding-invalid", prepare: inLatin1,
      line: "registrar import locations.csv --offline"),
    Situation(
      told: "csv.encoding-invalid", variant: "declared", prepare: inLatin1,
      line: "registrar import locations.csv --offline --encoding ascii"),
    Situation(
      told: "csv.delimiter-unclear",
      prepare: { registrar in
        try registrar.scratch.write("locations.csv", "a,b;c\n1,2;3\n")
      }, line: "registrar import locations.csv --table locations --offline", advice: 2),
    Situation(
      told: "value.date-order-unclear",
      prepare: { registrar in
        try registrar.scratch.write(
          "locations.csv",
          "\(header),valid_from\nBRA-01,Brampton,America/Toronto,virtual,03/04/2027\n")
      }, line: "registrar import locations.csv --offline", advice: 2),
    Situation(
      told: "row.delete-disabled",
      prepare: { registrar in
        try load(registrar, "first.csv", "\(header)\n\(sound)")
        try registrar.scratch.write("locations.csv", "location_code,action\nBRA-01,delete\n")
      }, line: "registrar import locations.csv --store sqlite:s.sqlite"),
    Situation(
      told: "store.manual-edit",
      prepare: { registrar in
        try load(registrar, "first.csv", "\(header)\n\(sound)")
        try executeSQL(
          "UPDATE locations SET name = 'x'", in: registrar.scratch.path(of: "s.sqlite"))
        try registrar.scratch.write("locations.csv", "location_code,name\nBRA-01,Bramalea\n")
      }, line: "registrar import locations.csv --store sqlite:s.sqlite"),
    Situation(
      told: "store.absent-from-file",
      prepare: { registrar in
        try load(
          registrar, "first.csv", "\(header)\n\(sound)OTT-01,Ottawa,America/Toronto,virtual\n")
        try registrar.scratch.write("locations.csv", "location_code,name\nBRA-01,Bramalea\n")
      }, line: "registrar import locations.csv --store sqlite:s.sqlite --notes"),
    Situation(
      told: "guard.change-limit",
      prepare: { registrar in
        let lines = (1...40).map { "L-\($0),Site \($0),America/Toronto,virtual\n" }
        try load(registrar, "first.csv", header + "\n" + lines.joined())
        try registrar.scratch.write(
          "locations.csv", header + "\n" + lines.joined().replacing("Site", with: "Place"))
      }, line: "registrar import locations.csv --execute --store sqlite:s.sqlite"),
    Situation(
      told: "guard.target-unconfirmed", prepare: { try project($0, #", "production": true"#) },
      line: production + " --execute", isReal: true),
    Situation(
      told: "guard.plan-missing", prepare: { try project($0, #", "production": true"#) },
      line: production + " --execute --confirm-target prod", isReal: true),
    // Options that say how an execution writes stay where they are.
    Situation(
      told: "guard.plan-missing", prepare: { try project($0, #", "production": true"#) },
      line: production + " --execute --confirm-target prod --commit-every 100", isReal: true),
    Situation(
      told: "guard.plan-missing",
      prepare: {
        try project(
          $0, #", "production": true, "backup": {"folder": "kept", "maximumAgeHours": 24}"#)
      },
      line: production + " --execute --confirm-target prod --backup --backup-to b.copy",
      isReal: true),
    Situation(
      told: "guard.receipt-refused", variant: "no-store",
      prepare: { registrar in
        try registrar.scratch.write("locations.csv", "\(header)\n\(sound)")
        try registrar.scratch.write(
          "registrar.json",
          #"{"targets": {"prod": {"store": "sqlite:new.sqlite", "production": true}}}"#)
      }, line: production, isReal: true),
    Situation(
      told: "store.unreachable", variant: "missing", prepare: { _ in },
      line: "registrar runs --store sqlite:new.sqlite"),
    Situation(
      told: "guard.production-refused", prepare: { try project($0, #", "production": true"#) },
      line: production),
    Situation(
      told: "guard.backup-missing",
      prepare: { try project($0, #", "backup": {"folder": "kept", "maximumAgeHours": 24}"#) },
      line: production + " --execute", isReal: true),
    Situation(
      told: "guard.target-unconfirmed", variant: "restore",
      prepare: { registrar in
        try load(registrar, "first.csv", "\(header)\n\(sound)")
        let made = try registrar.shell("registrar backup -o b.backup --store sqlite:s.sqlite")
        #expect(made.status == 0, "\(made.errors)")
      }, line: "registrar restore b.backup --store sqlite:s.sqlite"),
    Situation(
      told: "run.undo-refused",
      prepare: { registrar in
        try load(registrar, "first.csv", "\(header)\n\(sound)")
        try load(registrar, "second.csv", "location_code,name\nBRA-01,Bramalea\n")
      }, line: "registrar undo 20261120-1200-A1 --execute --store sqlite:s.sqlite"),
    Situation(
      told: "emit.write-failed", variant: "written",
      prepare: { registrar in
        try registrar.scratch.write("locations.csv", "\(header)\n\(sound)")
      },
      line: "registrar import locations.csv --execute --store sqlite:s.sqlite"
        + " --report json:/dev/full"),
    Situation(
      told: "Plan changes.plan",
      prepare: { registrar in
        try FileManager.default.createDirectory(
          atPath: registrar.scratch.path(of: "plans"), withIntermediateDirectories: true)
        try registrar.scratch.write("locations.csv", "\(header)\n\(sound)")
      },
      line: "registrar import locations.csv --plan-out plans/changes.plan --store sqlite:s.sqlite"),
    Situation(
      told: "lacks the tables of registrar itself",
      prepare: { registrar in
        try executeSQL("CREATE TABLE other (a)", in: registrar.scratch.path(of: "s.sqlite"))
      }, line: "registrar store check --store sqlite:s.sqlite"),
    Situation(
      told: "none; run",
      prepare: { registrar in
        try executeSQL("CREATE TABLE other (a)", in: registrar.scratch.path(of: "s.sqlite"))
      }, line: "registrar store status --store sqlite:s.sqlite"),
    Situation(
      told: "store.schema-version", variant: "hash",
      prepare: { try olderStore($0, adds: true) },
      line: "registrar import locations.csv --store sqlite:s.sqlite --package shop"),
    Situation(
      told: "It does not fit", prepare: { try olderStore($0, adds: true) },
      line: "registrar store status --store sqlite:s.sqlite --package shop"),
    Situation(
      told: "no migration can do this", prepare: { try olderStore($0, adds: false) },
      line: "registrar store migrate --store sqlite:s.sqlite --package shop"),
  ]

  /// A store that was made with an earlier version of a package of one table.
  @Sendable private static func olderStore(_ registrar: Registrar, adds: Bool) throws {
    try FileManager.default.createDirectory(
      atPath: registrar.scratch.path(of: "shop"), withIntermediateDirectories: true)
    func write(version: Int, _ more: String) throws {
      try registrar.scratch.write(
        "shop/datapackage.json",
        #"""
        {"name": "shop", "version": "\#(version)",
         "resources": [{"name": "locations", "schema": "locations.schema.json"}]}
        """#)
      try registrar.scratch.write(
        "shop/locations.schema.json",
        #"""
        {"fields": [{"name": "location_code", "registrar:type": "code",
                     "constraints": {"required": true}}\#(more)],
         "primaryKey": ["location_code"]}
        """#)
    }
    try write(version: 1, "")
    let made = try registrar.shell("registrar store init --store sqlite:s.sqlite --package shop")
    #expect(made.status == 0, "\(made.errors)\(made.output)")
    try write(
      version: 2,
      adds
        ? #", {"name": "note", "registrar:type": "string"}"#
        : #", {"name": "note", "registrar:type": "string", "constraints": {"required": true}}"#)
    try registrar.scratch.write("locations.csv", "location_code,note\nA-1,x\n")
  }

  /// What stands in backticks and is to be typed: a whole command, or options of the one at hand.
  private func advice(in text: String) -> [String] {
    let helps = text.split(separator: "\n").filter { line in
      ["= help: ", "= aide : ", "Run `", "; run", " lists them", "Resumable: `"].contains {
        line.contains($0)
      }
    }
    var found: [String] = []
    for help in helps {
      let parts = help.split(separator: "`", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() where !index.isMultiple(of: 2) {
        let isTyped =
          part.hasPrefix("registrar ") || part.hasPrefix("--") || part.hasPrefix("unset ")
        if isTyped, !found.contains(String(part)) { found.append(String(part)) }
      }
      if let unset = help.firstRange(of: ": unset ") {
        found.append("unset " + help[unset.upperBound...])
      }
    }
    return found
  }

  private func isOptions(_ advice: String) -> Bool { advice.hasPrefix("--") }

  @Test(arguments: situations) func adviceIsTyped_andLeadsOn(_ situation: Situation) throws {
    try adviceLeadsOn(situation)
  }

  @Test(arguments: furtherSituations)
  func furtherAdviceIsTyped_andLeadsOn(_ situation: Situation) throws {
    try adviceLeadsOn(situation)
  }

  private func adviceLeadsOn(_ situation: Situation) throws {
    let count = try typed(situation, adviceAt: 0)
    for index in 1..<max(count, 1) { _ = try typed(situation, adviceAt: index) }
  }

  /// Types one piece of the advice of a situation; returns how many there are.
  private func typed(_ situation: Situation, adviceAt index: Int) throws -> Int {
    let registrar = try Registrar(hasFailpoints: true)
    var environment = ["XDG_STATE_HOME": registrar.scratch.path(of: "state")]
    try situation.prepare(registrar)
    if situation.isReal { environment["REGISTRAR_NOW"] = "" }
    let refused = try registrar.shell(situation.line, environment: environment)
    let text = refused.output + refused.errors
    #expect(text.contains(situation.told), "\(text)")
    let found = advice(in: text)
    #expect(found.count == situation.advice, "\(found) in \(text)")
    guard found.indices.contains(index) else { return found.count }
    let words = found[index]
    var line = words
    if isOptions(words) { line = situation.line + " " + words }
    if words == "--validate" { line = situation.line.replacing("--execute", with: words) }
    if words.hasPrefix("unset ") { line = words + "; " + situation.line }
    let result = try registrar.shell(line, environment: environment)
    let answer = result.output + result.errors
    #expect(result.status != 2, "\(line) is not understood:\n\(answer)")
    #expect(
      situation.endsWithPeople || !answer.contains("[\(situation.told)]"),
      "\(line) leads back to \(situation.told):\n\(answer)"
    )
    if !isOptions(words), !words.hasPrefix("unset ") {
      if !situation.endsWithPeople {
        try follow(result, of: [line], registrar, environment)
      } else {
        #expect(advice(in: answer).isEmpty, "\(answer)")
      }
    }
    return found.count
  }

  /// Types what a command advises in its turn, until one is content; none may come up again.
  private func follow(
    _ result: Registrar.Result, of typed: [String], _ registrar: Registrar,
    _ environment: [String: String]
  ) throws {
    let answer = result.output + result.errors
    guard result.status != 0 else { return }
    guard let next = advice(in: answer).first, !typed.contains(next) else {
      Issue.record("\(typed) leads nowhere:\n\(answer)")
      return
    }
    try follow(
      registrar.shell(next, environment: environment), of: typed + [next], registrar, environment)
  }

  /// In French the same commands are advised.
  @Test(
    arguments: (situations + furtherSituations).filter {
      $0.told.contains(".") && !$0.told.contains(" ")
    })
  func adviceInFrench_isTheSame(_ situation: Situation) throws {
    func found(_ language: String) throws -> [String] {
      let registrar = try Registrar(hasFailpoints: true)
      var environment = ["XDG_STATE_HOME": registrar.scratch.path(of: "state")]
      try situation.prepare(registrar)
      if situation.isReal { environment["REGISTRAR_NOW"] = "" }
      environment["LANG"] = language
      let refused = try registrar.shell(situation.line, environment: environment)
      let text = refused.output + refused.errors
      #expect(text.contains("[\(situation.told)]" + (language == "C" ? ":" : " :")), "\(text)")
      return advice(in: text).filter { !$0.hasPrefix("unset ") }
        .map { $0.replacing("--approver NOM", with: "--approver NAME") }
    }
    #expect(try found("fr_CA.UTF-8") == found("C"))
  }
}
