import Foundation
import HTTPExchange
import Submissions
import TestSupport
import Testing

@testable import RegistrarWeb

/// Every route, asked by those who may not.
@Suite(.ownThreads) struct WebAccessTests {
  /// A path with something in the place of its parameters.
  static func filled(_ path: String) -> String {
    path.replacing("{package}", with: WebFixture.package).replacing("{table}", with: "users")
      .replacing("{step}", with: "approve").replacing("{kind}", with: "plan")
      .replacing("{id}", with: "nothing").replacing("{run}", with: "nothing")
  }

  @Test func noRoute_isOpenWithoutASession() async throws {
    let visitor = try await WebFixture.shared.value.visitor()
    for route in PageRoute.all where route.access != .open {
      let answer = try await visitor.ask(
        route.verb, Self.filled(route.path),
        [HTTPField("Origin", visitor.origin)], body: route.verb == "GET" ? nil : [])
      if route.verb == "GET" {
        #expect(answer.status == 303 && answer[field: "location"] == "/login", "\(route.path)")
      } else {
        #expect(answer.status == 401, "\(route.path)")
      }
    }
  }

  @Test func noRoute_isOpenInAnotherRole() async throws {
    let fixture = try await WebFixture.shared.value
    for role in Role.allCases {
      let visitor = try await fixture.visitor(role.rawValue)
      for route in PageRoute.all {
        guard case .roles(let roles) = route.access, !roles.contains(role) else { continue }
        let answer = try await visitor.ask(
          route.verb, Self.filled(route.path),
          [HTTPField("Origin", visitor.origin)], body: route.verb == "GET" ? nil : [])
        #expect(answer.status == 403, "\(role) \(route.path)")
      }
    }
  }

  @Test func noForm_isTakenWithoutItsSecret_orFromAnotherSite() async throws {
    let fixture = try await WebFixture.shared.value
    for route in PageRoute.all where route.verb != "GET" && route.path != "/login" {
      // Whoever may send the form: an answer about the form, not about the role.
      guard route.path != "/logout" else { continue }
      let role = if case .roles(let roles) = route.access { roles[0] } else { Role.clerk }
      let visitor = try await fixture.visitor(role.rawValue)
      let path = Self.filled(route.path)
      if route.body == .upload {
        let file = [(name: "users.csv", bytes: Array("a\n".utf8))]
        for fields in [[:], ["csrf": "wrong", "package": WebFixture.package]] {
          #expect(try await visitor.upload(file, fields: fields, path: path).status == 403)
        }
      } else {
        #expect(try await visitor.send(path, secret: "wrong").status == 403, "\(path)")
      }
      for origin in ["https://evil.example", "null", visitor.origin + "0"] {
        #expect(try await visitor.send(path, origin: origin).status == 403, "\(path) \(origin)")
      }
    }
    let visitor = try fixture.visitor()
    let login = try await visitor.send(
      "/login", ["name": "clerk", "password": WebFixture.password, "ticket": "x"])
    #expect(login.status == 403)
  }

  @Test func theInterface_takesTokensOnly() async throws {
    let fixture = try await WebFixture.shared.value
    let visitor = try await fixture.visitor("clerk")
    for route in APIRoute.all where !route.isOpen {
      for value in [nil, "Basic Y2xlcms6eA==", "Bearer reg_nothing"] {
        let fields = value.map { [HTTPField("Authorization", $0)] } ?? []
        let answer = try await visitor.ask(
          route.verb, Self.filled(route.path), fields,
          body: route.verb == "GET" ? nil : [])
        #expect(answer.status == 401, "\(route.path)")
        #expect(answer[field: "content-type"] == "application/problem+json")
      }
    }
  }

  @Test func whatIsOfAnotherPlace_isNotThere() async throws {
    let fixture = try await WebFixture.shared.value
    let clerk = try await fixture.visitor("clerk")
    let made = try await clerk.upload([(name: "users of another.csv", bytes: Array("Email\n".utf8))]
    )
    let path = try #require(made[field: "location"])
    #expect(made.status == 303)
    let other = try await fixture.visitor("elsewhere")
    for part in ["", "/findings", "/plan", "/events", "/files/original-0"] {
      #expect(try await other.get(path + part).status == 404, "\(part)")
    }
    #expect(try await other.send(path + "/withdraw", ["version": "1"]).status == 404)
    #expect(!(try await other.get("/submissions")).text.contains(path))
    // Nor may files be handed in there for all.
    let upload = try await other.upload([(name: "users.csv", bytes: [97])])
    #expect(upload.status == 400)
  }

  @Test func aWrongPassword_staysOutside_andTellsNothing() async throws {
    let fixture = try await WebFixture.shared.value
    let visitor = try fixture.visitor()
    var texts: Set<String> = []
    for name in ["clerk", "nobody"] {
      let page = (try await visitor.get("/login")).text
      let ticket = page.firstRange(of: "name=\"ticket\" value=\"").map {
        String(page[$0.upperBound...].prefix { $0 != "\"" })
      }
      let answer = try await visitor.send(
        "/login", ["ticket": try #require(ticket), "name": name, "password": "wrong password"])
      #expect(answer.status == 401)
      texts.insert(
        answer.text.split(separator: "role=\"alert\">").last.map { String($0.prefix(60)) } ?? "")
    }
    #expect(texts.count == 1)
    #expect(try await visitor.get("/submissions").status == 303)
  }
}
