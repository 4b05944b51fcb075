import HTTPExchange
import Testing

/// Addresses of systems, and links that their answers hold.
@Suite struct HTTPAddressTests {
  @Test(arguments: [
    ("https://learn.example.org", "https://learn.example.org"),
    ("HTTPS://Learn.Example.org:443/", "https://learn.example.org"),
    ("http://127.0.0.1:8080/school/", "http://127.0.0.1:8080/school"),
    ("https://[::1]:8443/a", "https://[::1]:8443/a"),
  ])
  func addresses_areRead(text: String, expected: String) {
    #expect(HTTPAddress(text)?.text == expected)
  }

  @Test(arguments: [
    "learn.example.org", "ftp://a", "https://", "https://user@a", "https://a:0", "https://a:99999",
    "https://a:", "https://a/?q", "https://a/#f", "https://a\\b", "https://a b", "https://a/\u{E9}",
    "https://a%2eb", "file:///etc/passwd",
  ])
  func otherTexts_areNone(text: String) {
    #expect(HTTPAddress(text) == nil)
  }

  @Test(arguments: [
    ("/school/users/?page=2", "/users/?page=2"),
    ("https://a.org/school/users/?page=2", "/users/?page=2"),
    ("https://A.org:443/school/users/", "/users/"), ("https://b.org/school/users/", nil),
    ("http://a.org/school/users/", nil), ("https://a.org:444/school/users/", nil),
    ("//b.org/school/users/", nil), ("/other/", nil), ("users/", nil), ("/school/a b", nil),
    ("https://a.org@b.org/school/", nil), ("/school\\@b.org/", nil),
  ])
  func links_leadNowhereElse(link: String, target: String?) throws {
    let address = try #require(HTTPAddress("https://a.org/school"))
    #expect(address.target(ofLink: link) == target)
  }

  @Test func onlyTLS_andThisMachine_areProtected() {
    #expect(HTTPAddress("https://a.org")?.isProtected == true)
    #expect(HTTPAddress("http://127.0.0.1:80")?.isProtected == true)
    #expect(HTTPAddress("http://localhost")?.isProtected == true)
    #expect(HTTPAddress("http://a.org")?.isProtected == false)
    #expect(HTTPAddress("http://127.0.0.1.b.org")?.isProtected == false)
  }

  @Test func retryAfter_isSecondsOrADate() {
    let answer = { (value: String) in
      HTTPAnswer(status: 429, fields: [HTTPField("retry-after", value)])
    }
    #expect(answer("7").retryAfter(now: 0) == 7)
    #expect(answer("Sun, 06 Nov 1994 08:49:37 GMT").retryAfter(now: 784_111_770) == 7)
    #expect(answer("Sun, 06 Nov 1994 08:49:37 GMT").retryAfter(now: 784_111_800) == 0)
    #expect(answer("soon").retryAfter(now: 0) == nil)
    #expect(answer("-1").retryAfter(now: 0) == nil)
    #expect(HTTPAnswer(status: 429).retryAfter(now: 0) == nil)
  }
}
