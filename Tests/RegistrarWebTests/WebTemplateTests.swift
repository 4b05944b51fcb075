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

  /// Whatever stands beside them, the five that mean something in HTML are never written as they are.
  @Test(arguments: 0..<40) func values_areEscaped_scalarByScalar(seed: Int) throws {
    var random = SeededNumbers(seed: UInt64(seed) &+ 11)
    let special: [(scalar: Unicode.Scalar, written: String)] = [
      ("<", "&lt;"), (">", "&gt;"), ("&", "&amp;"), ("\"", "&quot;"), ("'", "&#39;"),
      ("\u{0}", "\u{FFFD}"),
    ]
    var text = String.UnicodeScalarView()
    var escaped = ""
    for _ in 0..<200 {
      if Bool.random(using: &random), let one = special.randomElement(using: &random) {
        text.append(one.scalar)
        escaped += one.written
      } else if let scalar = Unicode.Scalar(UInt32.random(in: 0xA0...0x24FF, using: &random)) {
        text.append(scalar)
        escaped.unicodeScalars.append(scalar)
      }
    }
    let value = String(text)
    let library = try PageLibrary()
    for template in ["failure", "login"] {
      let page = library.page(template, ["message": value, "title": value], in: .english)
      let isEscaped = page.utf8.firstRange(of: escaped.utf8) != nil
      #expect(isEscaped, "\(template)")
    }
    // A partial escapes as the rest does.
    let values: [String: Any] = ["pages": ["text": value], "findings": [[String: Any]]()]
    let isRaw = library.page("findings", values, in: "fr").utf8.firstRange(of: value.utf8) != nil
    #expect(!isRaw)
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
