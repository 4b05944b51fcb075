import TabularCore
import Testing

@testable import RecordMapping

@Suite struct ReferenceURLTests {
  @Test(arguments: [
    ("https://example.org", "https://example.org"),
    ("http://Example.ORG/Path?Q=A#F", "http://example.org/Path?Q=A#F"),
    ("HTTPS://Example.org/", "HTTPS://example.org/"),
    ("https://example.org:8443/x", "https://example.org:8443/x"),
    ("https://User@Example.org/x@y", "https://User@example.org/x@y"),
    ("https://10.0.0.1/x", "https://10.0.0.1/x"), ("https://École.ca/é", "https://école.ca/é"),
    ("https://example.org?x=1", "https://example.org?x=1"),
  ])
  func addresses(text: String, canonical: String) throws {
    #expect(try referenceOutcome(URLReader(), text).get() == FieldReading(.text(canonical)))
  }

  @Test(arguments: [
    "example.org", "ftp://example.org", "https://localhost", "https://", "https:///x",
    "http://a b.ca",
    "https://example.org/a b", "javascript:alert(1)", "https://exa_mple.org", "https://.org",
    "https://example.org:99999/", "https://example.org:x/", "https://1.2.3", "https://300.1.1.1",
    "https://example.org/<x>", "https://example.org\\@evil.example x", "www.example.org",
  ])
  func othersAreRefused(text: String) {
    #expect(
      referenceOutcome(URLReader(), text)
        == .failure(
          CellProblem(.valuePattern(.url, value: text))))
  }
}
