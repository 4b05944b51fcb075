import Foundation
import TestSupport
import Testing

/// The manual page says what the documentation says, which says what the program does.
@Suite struct ManualTests {
  private let tool: Registrar
  private let documentation: String

  init() throws {
    tool = try Registrar()
    documentation = try String(
      contentsOfFile: Repository.path(
        of: "Sources/RegistrarCommands/RegistrarCommands.docc/Commands.md"), encoding: .utf8)
  }

  private struct Command: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable {
        var kind: String
        var name: String
      }
      var kind: String
      var names: [Name]?
      var shouldDisplay: Bool?
    }
    var commandName: String
    var arguments: [Argument]?
    var subcommands: [Command]?
  }

  private struct Description: Decodable {
    var command: Command
  }

  private func help() throws -> String {
    let result = try tool.run(["--experimental-dump-help"])
    #expect(result.status == 0, "\(result.errors)")
    return result.output
  }

  /// The text below a heading of the documentation.
  private func section(_ title: String) throws -> Substring {
    let start = try #require(documentation.range(of: "\n## \(title)\n")).upperBound
    let end = documentation[start...].range(of: "\n## ")?.lowerBound ?? documentation.endIndex
    return documentation[start..<end]
  }

  /// The first cells of the first table below a heading.
  private func names(in title: String) throws -> [String] {
    try section(title).drop { $0 == "\n" }.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("|") }.dropFirst(2)
      .map { $0.split(separator: "|")[0].trimmingCharacters(in: .whitespaces) }
  }

  @Test func theManual_hasTheSectionsOfTheDocumentation() throws {
    let script = try Repository.path(of: ".ci/make-manual")
    let made = try tool.run(["python3", script], input: try help(), program: "/usr/bin/env")
    #expect(made.status == 0, "\(made.errors)")
    let page = made.output.replacing("\\-", with: "-").replacing("\\&", with: "")
    for title in [
      "NAME", "SYNOPSIS", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES",
    ] {
      #expect(page.contains("\n.SH \(title)\n"), "\(title)")
    }
    for title in ["Exit status", "Environment", "Files"] {
      let names = try names(in: title)
      #expect(names.count > 5, "\(title)")
      for name in names {
        #expect(page.contains("\n.B \(name.replacing("`", with: ""))\n"), "\(title): \(name)")
      }
    }
    let examples = try section("Examples").split(separator: "\n").filter { $0.hasPrefix("$ ") }
    #expect(examples.count > 5)
    for example in examples {
      let line = example.dropFirst(2).prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
      #expect(page.contains("\n.B \(line)"), "\(line)")
    }
    for (path, _) in try commands() where !path.isEmpty {
      #expect(page.contains("\n.SS \(path.joined(separator: " "))\n"), "\(path)")
    }
  }

  /// Every command with its options stands in the documentation.
  @Test func everyCommandAndOption_isDocumented() throws {
    for (path, options) in try commands() where !path.isEmpty {
      let title = "registrar " + path.joined(separator: " ")
      #expect(
        documentation.contains("\n## \(title)\n") || documentation.contains("\n### \(title)\n")
          || documentation.contains("\(title) ["), "\(title)")
      for option in options { #expect(documentation.contains(option), "\(title) \(option)") }
    }
  }

  /// The commands by their paths, with their long options.
  private func commands() throws -> [(path: [String], options: [String])] {
    let root = try JSONDecoder().decode(Description.self, from: Data(try help().utf8)).command
    var all: [(path: [String], options: [String])] = []
    func add(_ command: Command, _ path: [String]) {
      let shown = (command.arguments ?? []).filter { $0.shouldDisplay ?? true }
      let names = shown.filter { $0.kind != "positional" }.flatMap { $0.names ?? [] }
        .filter { $0.kind == "long" && !["help", "version"].contains($0.name) }
      all.append((path, names.map { "--" + $0.name }))
      for child in command.subcommands ?? [] where child.commandName != "help" {
        add(child, path + [child.commandName])
      }
    }
    add(root, [])
    return all
  }

  /// Every variable that the sources read is documented, but for those of tests.
  @Test func everyVariable_isDocumented() throws {
    let documented = Set(
      try names(in: "Environment").flatMap { $0.split(separator: ",") }
        .map { $0.trimmingCharacters(in: .whitespaces.union(["`"])) })
    let folder = try Repository.path(of: "Sources")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".swift") }
    var found: Set<String> = []
    for file in files {
      let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
      for match in text.matches(of: /(?:environment\[|getenv\(|variables\[)"([A-Z_]+)"/) {
        found.insert(String(match.1))
      }
    }
    #expect(found.count > 8)
    let ofTests: Set = ["REGISTRAR_FAILPOINT"]
    #expect(found.subtracting(ofTests).subtracting(documented) == [])
  }

  /// The scripts are what their shells understand, and know the commands.
  @Test(arguments: [("bash", ["-n"]), ("zsh", ["-n"]), ("fish", ["--no-execute"])])
  func completions(shell: String, check: [String]) throws {
    let made = try tool.run(["--generate-completion-script", shell])
    #expect(made.status == 0, "\(made.errors)")
    for word in ["watch", "import", "template", "--marked"] {
      let name = shell == "fish" && word.hasPrefix("--") ? String(word.dropFirst(2)) : word
      #expect(made.output.contains(name), "\(shell): \(word)")
    }
    let path = try tool.scratch.write("completion." + shell, made.output)
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    // Only bash is on every machine.
    guard
      let program = folders.map({ "\($0)/\(shell)" }).first(
        where: FileManager.default.isExecutableFile)
    else { return }
    let checked = try tool.run(check + [path], program: program)
    #expect(checked.status == 0, "\(checked.errors)")
  }

  /// In bash, words are completed as they are typed.
  @Test(arguments: [
    ("registrar wa", "watch"), ("registrar import --mar", "--marked"),
    ("registrar watch --on", "--once"), ("registrar template --form", "--format"),
  ])
  func bashCompletes(line: String, word: String) throws {
    let script = try tool.run(["--generate-completion-script", "bash"]).output
    try tool.scratch.write("completion.bash", script)
    let words = line.split(separator: " ")
    let list = words.map { "'\($0)'" }.joined(separator: " ")
    let result = try tool.shell(
      """
      bash -c "source ./completion.bash; COMP_WORDS=(\(list)); COMP_CWORD=\(words.count - 1); \
      COMP_LINE='\(line)'; COMP_POINT=\(line.count); \
      _registrar registrar '\(words[words.count - 1])' '\(words[words.count - 2])'; \
      printf '%s\\n' \\"\\${COMPREPLY[@]}\\""
      """)
    let replies = result.output.split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    #expect(replies.contains(word), "\(result.output)\(result.errors)")
  }
}
