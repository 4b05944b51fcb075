import TabularCore
import Testing

@testable import RecordMapping

@Suite struct ReferenceEmailTests {
  @Test(arguments: [
    ("m.lee@example.org", "m.lee@example.org"), ("M.Lee@Example.ORG", "m.lee@example.org"),
    ("o'neil+exam@mail.example.co.uk", "o'neil+exam@mail.example.co.uk"),
    ("a_b-c%d@x1.example", "a_b-c%d@x1.example"), ("jérôme@example.org", "jérôme@example.org"),
  ])
  func addressesInLowerCase(text: String, address: String) throws {
    #expect(try referenceOutcome(EmailReader(), text).get() == FieldReading(.text(address)))
  }

  @Test(arguments: [
    ("mailto:a@b.ca", "a@b.ca"), ("MAILTO:A@B.CA?subject=x", "a@b.ca"),
    ("Morgan Lee <m.lee@example.org>", "m.lee@example.org"), ("<a@b.ca>", "a@b.ca"),
    ("a@münchen.de", "a@xn--mnchen-3ya.de"), ("a@MÜNCHEN.de", "a@xn--mnchen-3ya.de"),
    ("a@пример.испытание", "a@xn--e1afmkfd.xn--80akhbyknj4f"),
    ("a@例え。テスト", "a@xn--r8jz45g.xn--zckzah"),
  ])
  func reducedAddressesAreNoted(text: String, address: String) throws {
    let reading = try referenceOutcome(EmailReader(), text).get()
    #expect(reading == FieldReading(.text(address), remarks: [normalisedNote(text, address)]))
  }

  @Test(arguments: [
    ("jdoe", "no-at"), ("jdoe@school", ""), ("j doe@school.org", "space"),
    ("a@b.ca, c@d.ca", "several"), ("a@b.ca;c@d.ca", "several"), ("a@b@c.ca", "several"),
    ("a@@b.ca", "form"), ("@b.ca", "form"), ("a@", "form"), ("a@.ca", "form"), ("a@b.", "form"),
    ("a@b..ca", "form"), (".a@b.ca", "form"), ("a..b@c.ca", "form"), ("a.@b.ca", "form"),
    ("a@-b.ca", "form"), ("a@b_c.ca", "form"), ("a@[10.0.0.1]", "form"), ("a@10.0.0.1", "form"),
    ("\"a b\"@c.ca", "space"), ("a,b@c.ca", "form"), ("a@b.ca <c@d.ca>", "several"),
    ("\(String(repeating: "a", count: 65))@b.ca", "form"),
  ])
  func othersAreRefused(text: String, variant: String) {
    #expect(
      refusal(referenceOutcome(EmailReader(), text))
        == "value.email-invalid \(variant) value=\(text)")
  }

  @Test func addressesHaveAtMost254Characters() throws {
    let label = String(repeating: "h", count: 60)
    // 64 + 1 + 3 × 61 + 6
    let longest =
      String(repeating: "a", count: 64) + "@" + "\(label).\(label).\(label)." + "abcdef"
    #expect(longest.count == 254)
    #expect(try referenceOutcome(EmailReader(), longest).get().value == .text(longest))
    #expect(
      referenceOutcome(EmailReader(), longest + "g")
        == .failure(
          CellProblem(.valueEmailInvalid(.tooLong(count: 255)))))
  }

  @Test(arguments: [
    ("gmial.com", "gmail.com"), ("gmail.co", "gmail.com"), ("gmaill.com", "gmail.com"),
    ("hotmial.com", "hotmail.com"), ("yahoo.cm", "yahoo.com"), ("outlok.com", "outlook.com"),
    ("sympatico.co", "sympatico.ca"), ("orange.fe", "orange.fr"),
    ("protonmal.com", "protonmail.com"),
  ])
  func hostsNearAProviderWarn(host: String, provider: String) throws {
    let reading = try referenceOutcome(EmailReader(), "a@" + host).get()
    #expect(reading.value == .text("a@" + host))
    #expect(
      reading.remarks == [
        CellRemark(.valueEmailTypo(value: host, expected: provider))
      ])
  }

  @Test(
    arguments: EmailProviders.hosts + ["example.org", "school.edu", "gmx.de", "mail.gmial.com"])
  func otherHostsDoNotWarn(host: String) throws {
    #expect(try referenceOutcome(EmailReader(), "a@" + host).get().remarks.isEmpty)
  }

  /// Addresses in canonical form are read in one pass; in upper case they are not.
  @Test(arguments: [
    "a@b.ca", "a.b@c.d.ca", "a-b_c+d@e-f.ca", "-a@b.ca", "a1@2b.3c", "a@1.2.ca", "a@b.c-d",
    "a@b", "a@b.", "a@.b", "a@b..c", "a@-b.c", "a@b-.c", "a@b.-c", "a@b.c-", ".a@b.c", "a.@b.c",
    "a..b@c.d", "@b.c", "a@1.2", "a@b@c.d", "a@b_c.d", "a@b+c.d", "", "a",
    "\(String(repeating: "a", count: 64))@b.c", "\(String(repeating: "a", count: 65))@b.c",
    "a@\(String(repeating: "b", count: 63)).c", "a@\(String(repeating: "b", count: 64)).c",
    "a@b.\(String(repeating: "c", count: 63))", "a@b.\(String(repeating: "c", count: 64))",
  ])
  func bothWaysOfReadingAgree(text: String) {
    let quick = referenceOutcome(EmailReader(), text)
    let thorough = referenceOutcome(EmailReader(), text.uppercased())
    switch (quick, thorough) {
    case (.success(let left), .success(let right)): #expect(left == right)
    case (.failure(let left), .failure(let right)):
      #expect(left.content.variant == right.content.variant)
    default: Issue.record("\(text): \(quick) \(thorough)")
    }
  }

  @Test func lookAlikeLettersAreRefused() {
    #expect(
      referenceOutcome(EmailReader(), "jоhn@example.org")
        == .failure(
          CellProblem(
            .valueLookAlike(
              .inside, value: "jоhn@example.org", script: "Cyrillic", character: "о",
              codePoint: "U+043E"),
            suggestion: Issue.Suggestion(
              "john@example.org", evidence: "the same in Latin letters"))))
  }

  @Test func numbersAndBooleansAreNoAddresses() {
    for kind in [CellKind.number, .boolean, .isoDate] {
      #expect(
        referenceOutcome(EmailReader(), CellInput("1", kind: kind, isWorksheet: true))
          == .failure(
            CellProblem(
              .valueWrongCellType(
                .other(
                  value: kind == .boolean ? "TRUE" : "1", expected: "an e-mail address")))))
    }
  }

  /// RFC 3492 section 7.1, and common hosts.
  @Test(arguments: [
    ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
    ("למההםפשוטלאמדבריםעברית", "xn--4dbcagdahymbxekheh6e0a7fei0b"),
    ("なぜみんな日本語を話してくれないのか", "xn--n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"),
    ("почемужеонинеговорятпорусски", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l"),
    ("MÜNCHEN", "xn--mnchen-3ya"), ("bu\u{308}cher", "xn--bcher-kva"), ("straße", "xn--strae-oqa"),
    ("3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b"), ("そのスピードで", "xn--d9juau41awczczp"),
    ("ｅｘａｍｐｌｅ", "example"), ("XN--MNCHEN-3YA", "xn--mnchen-3ya"), ("abc-d1", "abc-d1"),
  ])
  func internationalLabels_areEncoded(label: String, encoded: String) throws {
    for dot in [".", "。"] {
      #expect(try HostName("www" + dot + label + dot + "example").ascii == "www.\(encoded).example")
    }
  }

  @Test(arguments: [
    "ليهمابتكلموشعربي؟", "☕", "-é", "é-", "é..a", "אa", "a\u{200D}é", "é\u{0}", "é_a", "é a", "é@a",
    "é⑴",

    "xn--é", "\u{301}e", String(repeating: "é", count: 64),
    String(repeating: "é.", count: 5_000) + "a",
  ])
  func labelsThatCannotBeRegistered_areRefused(label: String) {
    #expect(throws: HostName.Problem.malformed) { try HostName(label + ".example") }
  }
}
