import Foundation
import TestSupport
import Testing

/// What the binary can touch: no network, no file but those it was given and its own.
@Suite(.serialized, .enabled(if: HostileRun.binary != nil, "there is no release binary"))
struct HostileEnvironmentTests {
  /// Whether a program runs here with these arguments; some machines forbid tracing and namespaces.
  private static func works(_ tool: String, _ arguments: [String]) -> Bool {
    guard let path = HostileRun.tool(tool), let folder = try? ScratchFolder(),
      let run = try? HostileRun(path, arguments, in: folder)
    else { return false }
    return run.status == 0
  }

  static let canList = HostileRun.tool("nm") != nil
  static let canUnshare = works("unshare", ["-n", "true"])
  static let canTrace = works("strace", ["-f", "-o", "/dev/null", "true"])

  /// A workbook that refers outside in every way there is, and a plain one.
  private static func writeFiles(in folder: ScratchFolder) throws -> [String] {
    let plain = WorkbookBuilder().sheet(
      "Locations",
      rows: [
        ["Location code", "Name", "Kind", "Time zone", "Country", "Valid from"],
        ["TOR", "Toronto", "virtual", "America/Toronto", "CA", .date(45_000)],
      ])
    let outside = """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
      <Relationship Id="rId1" TargetMode="External" Target="http://127.0.0.1:9/style" \
      Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>\
      <Relationship Id="rId2" TargetMode="External" Target="file:///etc/passwd" \
      Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"/>\
      </Relationships>
      """
    let entity = """
      <!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">\
      <!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;]>\
      <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
      <sheetData><row><c t="str"><v>&e;</v></c></row></sheetData></worksheet>
      """
    try plain.part("xl/worksheets/_rels/sheet1.xml.rels", outside)
      .write(to: folder.path(of: "locations.xlsx"))
    try plain.part("xl/worksheets/sheet1.xml", entity)
      .write(to: folder.path(of: "entity.xlsx"))
    try folder.write(
      "exams.csv", "Exam code,Exam name,Delivery\n=cmd|' /C calc'!A0,$(id),`id`\n")
    return ["locations.xlsx", "exams.csv", "entity.xlsx"].map(folder.path(of:))
  }

  @Test(.enabled(if: canList, "there is no nm"))
  func binary_importsNoValidatingPartsOfLibXML() throws {
    let folder = try ScratchFolder()
    let run = try HostileRun(
      #require(HostileRun.tool("nm")), ["-D", "--undefined-only", #require(HostileRun.binary)],
      in: folder)
    // What is linked, and what is loaded by its name at the first workbook.
    let loading = try String(
      contentsOfFile: Repository.path(of: "Sources/CSheetXML/forward.c"), encoding: .utf8)
    let loaded = loading.matches(of: /FORWARD\([^,]+,\s*(\w+)/).map(\.1)
    let symbols =
      run.output.split(separator: "\n").compactMap { $0.split(separator: " ").last } + loaded
    #expect(symbols.contains { $0.hasPrefix("xmlParseDocument") }, "libxml2 is used")
    let forbidden = [
      "xmlSchema", "xmlXPath", "xmlXInclude", "xmlRelaxNG", "xmlXPtr", "xmlNanoHTTP", "xmlNanoFTP",
      "xmlSubstituteEntities", "xmlSaveFile", "xmlParseFile", "xmlReadFile", "html",
    ]
    let found = symbols.filter { symbol in forbidden.contains { symbol.hasPrefix($0) } }
    #expect(found.isEmpty, "\(found)")
    // A shell or another program is never started either.
    #expect(!symbols.contains { $0.hasPrefix("system@") || $0.hasPrefix("popen@") })
  }

  @Test(.enabled(if: canUnshare, "unshare -n is not permitted here"))
  func withoutNetwork_nothingChanges() throws {
    let folder = try ScratchFolder()
    let files = try Self.writeFiles(in: folder)
    let binary = try #require(HostileRun.binary)
    for arguments in [
      ["inspect", files[0], "--cells"], ["inspect", files[2], "--cells"],
      ["import"] + files + ["--validate", "--offline", "--package", "exam-platform"],
    ] {
      let clock = ["REGISTRAR_NOW": "2026-11-20T12:00:00Z"]
      let usual = try HostileRun(binary, arguments, in: folder, environment: clock)
      let alone = try HostileRun(
        #require(HostileRun.tool("unshare")), ["-n", binary] + arguments, in: folder,
        environment: clock)
      #expect(alone.status == usual.status)
      #expect(alone.output == usual.output)
      #expect(alone.errors == usual.errors)
    }
  }

  /// Folders and files of the system that a program of this kind reads in any case.
  private static let ownPlaces = [
    "/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/", "/usr/share/zoneinfo", "/usr/share/locale",
    "/etc/ld.so", "/etc/localtime", "/etc/timezone", "/proc/self/", "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu", "/sys/fs/cgroup", "/dev/null", "/dev/urandom", "/dev/tty",
  ]

  @Test(.enabled(if: canTrace, "strace is absent or ptrace is not permitted here"))
  func trace_showsNoConnectionAndNoOtherFile() throws {
    let folder = try ScratchFolder()
    let files = try Self.writeFiles(in: folder)
    let binary = try #require(HostileRun.binary)
    let store = folder.path(of: "store.sqlite")
    let package = "\(HostileRun.schemas)/exam-platform"
    for arguments in [
      ["inspect", files[2], "--cells"], ["inspect", files[0]],
      ["import"] + files + ["--validate", "--offline", "--package", package],
      ["import", files[0], "--execute", "--store", "sqlite:\(store)", "--package", package],
    ] {
      let trace = folder.path(of: "trace")
      let run = try HostileRun(
        #require(HostileRun.tool("strace")),
        [
          "-f", "-qq", "-s", "4096", "-e",
          "trace=open,openat,openat2,connect,sendto,execve,clone,clone3",
        ]
          + ["-o", trace, binary] + arguments, in: folder, environment: ["LOGNAME": "clerk"])
      #expect([0, 1, 3].contains(run.status), "\(run.errors)")
      let calls = String(decoding: try folder.contents(of: "trace"), as: UTF8.self)
        .split(separator: "\n")
      #expect(calls.contains { $0.contains("openat(") }, "the trace holds calls")
      #expect(calls.filter { $0.contains("connect(") || $0.contains("sendto(") }.isEmpty)
      #expect(calls.filter { $0.contains("execve(") }.count == 1, "no other program is started")
      let swift = Self.swiftLibraries(calls)
      let states = Self.ownThreadStates(calls)
      for call in calls where call.contains("open") && !call.contains(" = -1 ") {
        guard let path = Self.path(of: call) else { continue }
        let isAsked =
          files.contains(path) || path.hasPrefix(store) || path.hasPrefix(package + "/")
          || path == folder.path || path == HostileRun.schemas
          // Without --package the shipped ones are looked at.
          || arguments[0] == "inspect" && path.hasPrefix(HostileRun.schemas + "/")
        let isOwn =
          Self.ownPlaces.contains { path.hasPrefix($0) } || swift.contains(path)
          || states.contains(path)
        #expect(isAsked || isOwn, "\(arguments[0]) opens \(path)")
      }
    }
  }

  /// Where the system tells the state of the traced program's own threads, which libdispatch reads when
  /// the machine is busy.
  private static func ownThreadStates(_ calls: [Substring]) -> Set<String> {
    var threads = Set(calls.compactMap { $0.split(separator: " ").first })
    for call in calls where call.contains("clone") {
      if let made = call.split(separator: " ").last { threads.insert(made) }
    }
    return Set(threads.map { "/proc/\($0)/stat" })
  }

  /// The path that a call opens.
  private static func path(of call: Substring) -> String? {
    let parts = call.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.count >= 3 ? String(parts[1]) : nil
  }

  /// The shared libraries of the Swift runtime, wherever the toolchain lies.
  private static func swiftLibraries(_ calls: [Substring]) -> Set<String> {
    Set(
      calls.compactMap(path(of:)).filter { path in
        let name = path.split(separator: "/").last ?? ""
        return name.hasPrefix("lib") && name.contains(".so") && path.contains("/swift/")
      })
  }
}
