import Foundation
import JSONText
import TabularCore
import TestSupport
import Testing

@testable import RegistrarWeb

/// The templates, and what is put into them.
@Suite struct WebTemplateTests {
  @Test func everyTemplate_isRead_andAsksForLabelsThatThereAre() throws {
    _ = try PageLibrary()
    let labels = Set(Language.english.keys(below: "labels/web"))
    for page in EmbeddedPage.all where page.name.hasSuffix(".mustache") {
      for tag in page.text.split(separator: "{{").dropFirst() {
        let name = tag.prefix { $0 != "}" }
        guard name.hasPrefix("t.") else { continue }
        let key = String(name.dropFirst(2)).replacing(".", with: "/")
        #expect(labels.contains(key), "\(page.name): \(name)")
      }
    }
  }

  /// A policy that forbids them would break a page that has them.
  @Test func noTemplate_hasScriptOrStyleInIt() {
    for page in EmbeddedPage.all where page.name.hasSuffix(".mustache") {
      let text = page.text.lowercased()
      #expect(!text.contains("style=") && !text.contains("<style"), "\(page.name)")
      #expect(text.ranges(of: /\son[a-z]+=/).isEmpty, "\(page.name)")
      for script in text.split(separator: "<script").dropFirst() {
        #expect(script.hasPrefix(" src=\"/"), "\(page.name)")
      }
      // Only the frame puts in what is a page already.
      #expect(!text.contains("{{{") || page.name == "frame.mustache", "\(page.name)")
    }
  }

  @Test func everyForm_thatIsSent_bringsTheSecret() {
    for page in EmbeddedPage.all where page.name.hasSuffix(".mustache") {
      for form in page.text.split(separator: "<form").dropFirst() where form.contains("\"post\"") {
        let inner = form.prefix(upTo: form.firstRange(of: "</form>")?.lowerBound ?? form.endIndex)
        let secret = page.name == "login.mustache" ? "ticket" : "csrf"
        #expect(inner.contains("name=\"\(secret)\""), "\(page.name): \(inner.prefix(80))")
      }
    }
  }

  @Test func values_areEscaped_scalarByScalar() throws {
    // A combining accent makes another character of each of the five, as Swift compares.
    let hostile = "<\u{301}b>\u{301} &\u{301} \"\u{301}onfocus=x'\u{301}\u{0}"
    let library = try PageLibrary()
    for template in ["failure", "login"] {
      let page = library.page(template, ["message": hostile, "title": hostile], in: .english)
      let escaped =
        "&lt;\u{301}b&gt;\u{301} &amp;\u{301} &quot;\u{301}onfocus=x&#39;\u{301}\u{FFFD}"
      #expect(page.contains(escaped), "\(template)")
      let isClean = !page.unicodeScalars.contains { $0.value == 0 }
      #expect(isClean, "\(template)")
    }
    // A partial escapes as the rest does.
    let values: [String: Any] = ["pages": ["text": hostile], "findings": [[String: Any]]()]
    let raw = "\"\u{301}onfocus"
    #expect(!library.page("findings", values, in: "fr").contains(raw))
  }

  @Test func theDescription_namesEveryRoute() throws {
    let document = try JSONParser.parse(EmbeddedPage.openAPI)
    var described: Set<String> = []
    for path in document.member("paths")?.members ?? [] {
      for method in path.value.members ?? [] where method.name != "parameters" {
        described.insert(method.name.uppercased() + " " + path.name)
      }
    }
    #expect(described == Set(APIRoute.all.map { $0.verb + " " + $0.path }))
  }
}
