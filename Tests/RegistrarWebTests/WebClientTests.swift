import TabularCore
import Testing

@testable import RegistrarWeb

/// Who asks, and in which language.
@Suite struct WebClientTests {
  @Test func theClient_isWhomTheNearestUntrustedProxySaw() throws {
    let proxies = try #require(TrustedProxies(texts: ["10.0.0.0/8", "::1", "192.168.1.7"]))
    let cases: [(peer: String, forwarded: [String], client: String)] = [
      ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),
      ("10.1.2.3", [], "10.1.2.3"),
      ("10.1.2.3", ["198.51.100.1"], "198.51.100.1"),
      ("10.1.2.3", ["6.6.6.6, 198.51.100.1"], "198.51.100.1"),
      ("10.1.2.3", ["6.6.6.6", "198.51.100.1, 10.9.9.9"], "198.51.100.1"),
      ("10.1.2.3", ["10.4.4.4"], "10.4.4.4"),
      ("10.1.2.3", ["198.51.100.1, evil"], "10.1.2.3"),
      ("::1", ["2001:db8::1"], "2001:db8::1"),
      ("::ffff:192.168.1.7", ["198.51.100.1"], "198.51.100.1"),
      ("192.168.1.8", ["198.51.100.1"], "192.168.1.8"),
    ]
    for one in cases {
      #expect(
        proxies.client(peer: one.peer, forwarded: one.forwarded) == one.client, "\(one)")
    }
    #expect(!TrustedProxies.none.contains("127.0.0.1"))
    for text in ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "host", "::1/129", "/8"] {
      #expect(TrustedProxies(texts: [text]) == nil, "\(text)")
    }
    let odd = try #require(TrustedProxies(texts: ["10.128.0.0/9", "0.0.0.0/0"]))
    #expect(odd.contains("10.255.0.1") && odd.contains("1.1.1.1") && !odd.contains("::2"))
  }

  @Test func theLanguage_isTheOneThatIsLikedBest() {
    let cases: [(String, Language?)] = [
      ("fr", .init(rawValue: "fr")), ("de, es;q=0.5, fr;q=0.7", "fr"), ("ES-MX, fr;q=0.9", "es"),
      ("de", nil), ("", nil), ("fr;q=0, en;q=0.1", "en"), ("*", nil), ("fr;q=x", "fr"),
      (",,;", nil),
    ]
    for (text, language) in cases { #expect(Language(accepting: text) == language, "\(text)") }
  }

  @Test func aDownload_isNamedWithoutHarm() {
    #expect(
      PageRequest.disposition(of: "a\"\r\n;é.csv")
        == "attachment; filename=\"a____.csv\"; filename*=UTF-8''a%22%0D%0A%3B%C3%A9.csv")
  }

  @Test func aMoment_isShownInUTC() {
    let time = ShownTime(seconds: 1_796_047_509)
    #expect(time.machine == "2026-11-30T14:05:09Z")
    #expect(time.text == "2026-11-30 14:05")
  }
}
