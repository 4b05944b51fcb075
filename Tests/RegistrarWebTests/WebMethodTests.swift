import Foundation
import HTTPExchange
import Submissions
import TestSupport
import Testing

@testable import RegistrarWeb

/// What every route says, and in which ways it is asked.
@Suite(.ownThreads) struct WebMethodTests {
  /// The paths of all routes, each with the methods by which it is asked.
  private static let declared: [String: Set<String>] = {
    var methods: [String: Set<String>] = ["/health": ["GET"], "/metrics": ["GET"]]
    for file in EmbeddedPage.files { methods["/" + file.name] = ["GET"] }
    for route in PageRoute.all { methods[route.path, default: []].insert(route.verb) }
    for route in APIRoute.all { methods[route.path, default: []].insert(route.verb) }
    return methods.mapValues { $0.contains("GET") ? $0.union(["HEAD"]) : $0 }
  }()

  @Test func aPath_isAskedInItsOwnWaysOnly() async throws {
    let fixture = try await WebFixture.shared.value
    let (visitor, clerk) = (try fixture.visitor(), try await fixture.visitor("clerk"))
    for (path, methods) in Self.declared {
      // What stands for `{step}` and `{kind}` must be none of the parts that have routes of their own.
      let filled = WebAccessTests.filled(path)
      for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
      where !methods.contains(method) {
        for one in [visitor, clerk] {
          let answer = try await one.ask(
            method, filled, [HTTPField("Origin", one.origin)],
            body: method == "GET" ? nil : [])
          #expect(answer.status == 405, "\(method) \(path)")
          #expect(
            answer[field: "allow"] == methods.sorted().joined(separator: ", "),
            "\(method) \(path)")
          let type = path.hasPrefix("/api/") ? "application/problem+json" : "text/html"
          #expect(answer[field: "content-type"]?.hasPrefix(type) == true, "\(method) \(path)")
        }
      }
    }
    for path in ["/nothing", "/submissions/a/b/c", "/api/v1/nothing", "/.git/config", "/login/x"] {
      for method in ["GET", "POST", "DELETE"] {
        let answer = try await clerk.ask(method, path, body: method == "GET" ? nil : [])
        #expect(answer.status == 404 && answer[field: "allow"] == nil, "\(method) \(path)")
      }
    }
  }

  @Test func theHead_ofAPage_isThatOfThePage() async throws {
    let clerk = try await WebFixture.shared.value.visitor("clerk")
    for path in ["/submissions", "/templates", "/account", "/page.css", "/nothing", "/health"] {
      let (page, head) = (try await clerk.get(path), try await clerk.ask("HEAD", path))
      #expect(head.status == page.status && head.body.isEmpty, "\(path)")
      #expect(
        head[field: "content-security-policy"] == page[field: "content-security-policy"], "\(path)")
    }
  }

  /// Whatever a route answers, to whomever: no answer lacks what keeps a browser from harm.
  @Test func everyRoute_answersWithTheFieldsThatProtect() async throws {
    let fixture = try await WebFixture.shared.value
    let people = [try fixture.visitor()] + (try await Self.people(fixture))
    let tokens = try Role.allCases.map { role in
      HTTPField("Authorization", "Bearer " + (try fixture.token(role.rawValue, [role])))
    }
    func check(_ answer: HTTPAnswer, _ what: String) {
      let policy = answer[field: "content-security-policy"] ?? ""
      for part in ["default-src 'none'", "base-uri 'none'"] {
        #expect(policy.contains(part), "\(what)")
      }
      #expect(policy.contains("frame-ancestors"), "\(what)")
      #expect(answer[field: "x-content-type-options"] == "nosniff", "\(what)")
      #expect(answer[field: "referrer-policy"] == "same-origin", "\(what)")
      #expect(answer[field: "cross-origin-opener-policy"] == "same-origin", "\(what)")
      #expect(answer[field: "cross-origin-resource-policy"] == "same-origin", "\(what)")
      #expect(answer[field: "permissions-policy"]?.contains("camera=()") == true, "\(what)")
      #expect(answer[field: "cache-control"] == "no-store", "\(what)")
      // No other site reads an answer.
      #expect(answer[field: "access-control-allow-origin"] == nil, "\(what)")
      #expect(answer[field: "server"] == nil && answer[field: "x-powered-by"] == nil, "\(what)")
      for cookie in answer.fields where cookie.name.lowercased() == "set-cookie" {
        #expect(cookie.value.contains("HttpOnly") && cookie.value.contains("Path=/"), "\(what)")
        #expect(
          cookie.value.contains("SameSite=Strict")
            || cookie.value.hasPrefix("registrar_language="), "\(what)")
      }
      #expect(answer.status < 500, "\(what): \(answer.status)")
    }
    for route in PageRoute.all where route.path != "/logout" {
      for person in people {
        let answer = try await person.ask(
          route.verb, WebAccessTests.filled(route.path), [HTTPField("Origin", person.origin)],
          body: route.verb == "GET" ? nil : [])
        check(answer, "\(route.verb) \(route.path)")
      }
    }
    for route in APIRoute.all {
      for token in tokens {
        let answer = try await people[0].ask(
          route.verb, WebAccessTests.filled(route.path), [token],
          body: route.verb == "GET" ? nil : [])
        check(answer, "\(route.verb) \(route.path)")
      }
    }
  }

  private static func people(_ fixture: WebFixture) async throws -> [WebVisitor] {
    var people: [WebVisitor] = []
    for role in Role.allCases { people.append(try await fixture.visitor(role.rawValue)) }
    return people
  }

  /// What is got changes nothing: a link of another site may lead to it.
  @Test func nothing_isChangedByLooking() async throws {
    let fixture = try await WebFixture.shared.value
    let clerk = try await fixture.visitor("clerk")
    let made = try await clerk.upload([(name: "only looked at.csv", bytes: Array("Email\n".utf8))])
    let path = try #require(made[field: "location"])
    _ = try await clerk.get(path + "/events")
    let caller = Caller(
      try #require(try fixture.desk.accounts.account(named: "clerk")), address: "", means: .session)
    let id = path.split(separator: "/").last.map(String.init) ?? ""
    let before = try fixture.desk.submission(id, for: caller)
    let steps = StepValues.offered.map(\.rawValue)
    for step in steps + ["plan", "findings", "grid", "grid/save", "files/report"] {
      for query in ["", "?version=\(before.version)&csrf=\(clerk.secret)"] {
        _ = try await clerk.get(path + "/" + step + query)
      }
    }
    #expect(try fixture.desk.submission(id, for: caller) == before)
  }

  /// Those who are known count each by themselves, also behind one address; strangers count together.
  @Test func whoAsksTooOften_waits_andNobodyElse() async throws {
    let fixture = try await WebFixture(requests: (burst: 12, rate: 0.1))
    let visitor = try fixture.visitor()
    let field = { (role: Role) in
      HTTPField("Authorization", "Bearer " + (try fixture.token(role.rawValue, [role])))
    }
    let (clerk, approver) = (try field(.clerk), try field(.approver))
    for count in 1...13 {
      let answer = try await visitor.get("/api/v1/submissions", [clerk])
      #expect(answer.status == (count <= 12 ? 200 : 429), "\(count)")
      guard answer.status == 429 else { continue }
      let seconds = try #require(answer[field: "retry-after"].flatMap { Int($0) })
      #expect((1...10).contains(seconds))
    }
    #expect(try await visitor.get("/api/v1/submissions", [approver]).status == 200)
    // A token that opens nothing is a stranger's.
    let wrong = HTTPField("Authorization", "Bearer reg_" + String(repeating: "a", count: 43))
    for count in 1...13 {
      let answer = try await visitor.get("/api/v1/submissions", [wrong])
      #expect(answer.status == (count <= 12 ? 401 : 429), "\(count)")
    }
    #expect(try await visitor.get("/login").status == 429)
    #expect(try await visitor.get("/api/v1/submissions", [approver]).status == 200)
    #expect(try await visitor.get("/health").status == 200)
  }
}
