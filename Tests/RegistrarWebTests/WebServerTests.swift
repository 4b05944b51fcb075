import Foundation
import HTTPExchange
import Logging
import Schemas
import Submissions
import TestSupport
import Testing

@testable import RegistrarWeb

/// What the server says to everybody, and what it takes.
@Suite(.ownThreads) struct WebServerTests {
  @Test func theExample_makesAServer() async throws {
    let desk = try await WebFixture.shared.value.desk
    let logger = Logger(label: "test")
    let package = try PackageLoader.load(
      path: try Repository.path(of: "Schemas/\(WebFixture.package)/datapackage.json"))
    let settings = ServerSettings(port: 8080, isBehindTLS: true)
    let server = try WebServer(
      desk: desk, packages: [ServedPackage(package)], settings: settings, logger: logger)
    _ = server.group(signals: [], ready: { _ in })
  }

  @Test func everyAnswer_saysWhatAPageMayDo() async throws {
    let visitor = try await WebFixture.shared.value.visitor("clerk")
    let paths = [
      "/", "/login", "/submissions", "/templates", "/account", "/nothing", "/page.css", "/page.js",
      "/health", "/metrics", "/api/openapi.json", "/api/v1/submissions",
    ]
    for path in paths {
      let answer = try await visitor.get(path)
      let policy = answer[field: "content-security-policy"] ?? ""
      #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"))
      #expect(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"))
      #expect(answer[field: "x-content-type-options"] == "nosniff", "\(path)")
      #expect(answer[field: "referrer-policy"] == "same-origin", "\(path)")
      #expect(answer[field: "cross-origin-opener-policy"] == "same-origin", "\(path)")
      #expect(answer[field: "strict-transport-security"] == nil, "\(path)")
      #expect(answer[field: "server"] == nil, "\(path)")
      let isStatic = path.hasPrefix("/page.")
      #expect((answer[field: "cache-control"] == "no-store") == !isStatic, "\(path)")
    }
    let unknown = try await visitor.get("/nothing")
    #expect(unknown.status == 404 && unknown.text.contains("<!doctype html>"))
  }

  @Test func cookies_areKeptFromScriptsAndOtherSites() async throws {
    let visitor = try await WebFixture.shared.value.visitor()
    let page = try await visitor.get("/login?language=fr")
    let cookies = page.fields.filter { $0.name.lowercased() == "set-cookie" }.map(\.value)
    let ticket = try #require(cookies.first { $0.hasPrefix("registrar_login=") })
    #expect(ticket.contains("HttpOnly") && ticket.contains("SameSite=Strict"))
    #expect(cookies.contains { $0.hasPrefix("registrar_language=fr") })
    #expect(page.text.contains("lang=\"fr\""))
    // What was chosen stays.
    #expect(try await visitor.get("/login").text.contains("lang=\"fr\""))
    let plain = "\(SessionCookie.cookie("x", ServerSettings()))"
    #expect(plain.contains("SameSite=Strict") && plain.contains("HttpOnly"))
    let secure = "\(SessionCookie.cookie("x", ServerSettings(isBehindTLS: true)))"
    #expect(secure.hasPrefix("__Host-registrar=x") && secure.contains("Secure"))
  }

  @Test func health_andNumbers_areToldWithoutASession() async throws {
    let visitor = try await WebFixture.shared.value.visitor()
    #expect(try await visitor.get("/health").text == "ok\n")
    _ = try await visitor.get("/login")
    let numbers = try await visitor.get("/metrics").text
    #expect(
      numbers.contains("registrar_requests_total{route=\"/login\",method=\"GET\",status=\"200\"}"))
    #expect(numbers.contains("registrar_children{state=\"running\"}"))
  }

  @Test func anUpload_hasItsLimits() async throws {
    let fixture = try await WebFixture.shared.value
    let visitor = try await fixture.visitor("clerk")
    let small = Array("refused\n".utf8)
    let cases: [(files: [(name: String, bytes: [UInt8])], status: Int)] = [
      ([(name: "big.csv", bytes: Array(repeating: 97, count: (1 << 20) + 1))], 413),
      ((0..<4).map { (name: "\($0).csv", bytes: small) }, 429),
      ([], 400), ([(name: "", bytes: [])], 400), ([(name: "a.exe", bytes: small)], 415),
      ([(name: "noending", bytes: small)], 415),
      ([(name: "a.csv", bytes: small), (name: "b.sh", bytes: small)], 415),
    ]
    for one in cases {
      let answer = try await visitor.upload(one.files)
      #expect(answer.status == one.status, "\(one.files.map(\.name))")
    }
    for type in ["text/plain", "multipart/form-data", "multipart/mixed; boundary=b"] {
      let answer = try await visitor.ask(
        "POST", "/submissions",
        [HTTPField("Content-Type", type), HTTPField("Origin", visitor.origin)], body: small)
      #expect(answer.status == 400, "\(type)")
    }
    // Of what was refused nothing stays.
    #expect(try !fixture.keptFiles().contains("refused\n"))
  }

  @Test func aHostileName_isOnlyAName() async throws {
    let fixture = try await WebFixture.shared.value
    let visitor = try await fixture.visitor("clerk")
    let names = [
      "../../../etc/passwd.csv", "/etc/x.csv", "..\\..\\y.csv", "$(touch z).csv", "--execute.csv",
      "<img src=x onerror=alert(1)>.csv", "a%22%0D%0AX-Evil: 1.csv", ".csv",
      String(repeating: "n", count: 300) + ".csv", "nul\u{0}l.csv",
    ]
    for name in names {
      let answer = try await visitor.upload([(name: name, bytes: Array("Email\nx\n".utf8))])
      #expect([303, 400, 415].contains(answer.status), "\(name): \(answer.status)")
      guard answer.status == 303, let path = answer[field: "location"] else { continue }
      let page = try await visitor.get(path)
      #expect(page.status == 200 && !page.text.contains("<img"), "\(name)")
      let file = try await visitor.get(path + "/files/original-0")
      #expect(file.text == "Email\nx\n", "\(name)")
      let disposition = file[field: "content-disposition"] ?? ""
      #expect(disposition.hasPrefix("attachment; filename=\""), "\(name)")
      #expect(!disposition.contains("/") && file[field: "x-evil"] == nil, "\(name)")
      _ = try await visitor.send(path + "/withdraw", ["version": "1"])
    }
  }
}

extension WebFixture {
  /// What the files say that the desk keeps.
  func keptFiles() throws -> [String] {
    let folder = URL(filePath: desk.uploads.path + "/files")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
  }
}
