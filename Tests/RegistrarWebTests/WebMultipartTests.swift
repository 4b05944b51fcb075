import Testing

@testable import RegistrarWeb

/// Forms with files, taken apart at every place where they may be cut.
@Suite struct WebMultipartTests {
  private static let form = [
    "--x", "Content-Disposition: form-data; name=\"csrf\"", "", "secret",
    "--x", "Content-Disposition: form-data; name=\"files\"; filename=\"a%22b.csv\"",
    "Content-Type: text/csv", "", "a,b\r\n\r\n--y\r\n-", "--x",
    "content-disposition: FORM-DATA; name=\"files\"; filename=\"\"", "", "", "--x--", "",
  ].joined(separator: "\r\n")

  /// The parts of a body that arrives in pieces.
  private static func parts(_ pieces: [ArraySlice<UInt8>]) throws -> [String] {
    var reader = try #require(MultipartReader(boundary: "x"))
    var parts: [String] = []
    for piece in pieces {
      try reader.read(piece) { event in
        switch event {
        case .part(let name, let file): parts.append(name + "|" + (file ?? "-") + "|")
        case .bytes(let bytes): parts[parts.count - 1] += String(decoding: bytes, as: UTF8.self)
        case .end: parts[parts.count - 1] += "."
        }
      }
    }
    try reader.finish()
    return parts
  }

  private static let expected = [
    "csrf|-|secret.", "files|a\"b.csv|a,b\r\n\r\n--y\r\n-.", "files||.",
  ]

  @Test func aForm_isTheSameWhereverItIsCut() throws {
    let bytes = Array(Self.form.utf8)
    for cut in 0...bytes.count {
      #expect(try Self.parts([bytes[..<cut], bytes[cut...]]) == Self.expected, "cut at \(cut)")
    }
    #expect(try Self.parts(bytes.indices.map { bytes[$0...$0] }) == Self.expected)
  }

  @Test func aBrokenForm_isRefused() throws {
    let head = "Content-Disposition: form-data; name=\"a\""
    let bodies = [
      "", "x", "--y\r\n", "preamble\r\n--x\r\n\(head)\r\n\r\n1\r\n--x--",
      "--x\r\n\r\n\r\n1\r\n--x--", "--x\r\n\(head)\r\n\r\n1", "--x\r\n\(head)\r\n\r\n1\r\n--x",
      "--x\r\n\(head)\r\n\r\n1\r\n--x-y", "--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--",
      "--x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--x--",
      "--x\r\n\(head); name=\"b\"\r\n\r\n1\r\n--x--",
      "--x\r\n\(head); filename=b\r\n\r\n1\r\n--x--",
      "--x\r\n\(head); filename=\"b\r\n\r\n1\r\n--x--", "--x\r\nnothing\r\n\r\n1\r\n--x--",
      "--x\r\n\(head)" + String(repeating: "a", count: 5000),
    ]
    for body in bodies {
      #expect(throws: MultipartReader.Failure.self, "\(body.prefix(60))") {
        try Self.parts([Array(body.utf8)[...]])
      }
    }
  }

  @Test func ofABody_noMoreIsKeptThanABoundary() throws {
    var reader = try #require(MultipartReader(boundary: String(repeating: "b", count: 70)))
    let head = "Content-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n"
    try reader.read(Array(("--" + String(repeating: "b", count: 70) + "\r\n" + head).utf8)) { _ in }
    var given = 0
    let block = Array(repeating: UInt8(13), count: 1000)
    for _ in 0..<100 {
      try reader.read(block) { event in
        if case .bytes(let bytes) = event { given += bytes.count }
      }
    }
    #expect(given >= 100_000 - 74)
  }

  @Test func aBoundary_isThatOfTheContentType() {
    let types: [(String, String?)] = [
      ("multipart/form-data; boundary=abc", "abc"),
      ("Multipart/Form-Data;charset=utf-8; Boundary=\"a b\"", "a b"),
      ("multipart/form-data", nil), ("multipart/mixed; boundary=abc", nil),
      ("multipart/form-data; boundary=\"abc", nil), ("", nil), ("; boundary=a", nil),
    ]
    for (type, boundary) in types {
      #expect(MultipartReader.boundary(ofContentType: type) == boundary, "\(type)")
    }
    for boundary in ["", "a\n", "ü", "a ", String(repeating: "a", count: 71)] {
      #expect(MultipartReader(boundary: boundary) == nil, "\(boundary)")
    }
  }

  @Test func aPlainForm_hasItsFields() throws {
    #expect(
      try FormBody.fields(of: "a=1+2&b=%C3%A9%26&c&a=3&=x")
        == ["a": "1 2", "b": "é&", "c": "", "": "x"])
    #expect(throws: PageFailure.unreadableForm) { try FormBody.fields(of: "a=%FF") }
  }
}
