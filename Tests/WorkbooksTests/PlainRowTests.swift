import CSheetXML
import Testing

/// The short way for plain rows and libxml2 alone come to the same, whatever the bytes.
@Suite struct PlainRowTests {
  static let sheet = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
    xmlns:x14ac="urn:ac"><dimension ref="A1:B2"/><sheetData>
    <row r="1" spans="1:4" x14ac:dyDescent="0.25"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000\
    </v></c><c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#N/A</v></c></row>
    <row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t xml:space="preserve"> a&amp;b] é😀 </t></is></c>\
    <c r="B2" t="str"><f>A1&lt;"x"</f><v>_x0041_c</v></c><c r="C2"><f t="shared" si="0"/><v>-1.5E3</v></c></row>
    <row r="3"><c r="A3" t="inlineStr"><is><t> a </t></is></c><c r="B3" s="2"><v>0</v></c>\
    <c r="C3" s="2"><v>45000</v></c><c r="D3"><f>6*7</f><v>0</v></c></row>
    <row r="4" ht="15"/><row r="5"><c r="A5"/><c r="C5" t="d"><v>2023-03-15</v></c><c><v> 7 </v></c></row>
    <row><c r="A6" t="inlineStr"><is><r><t>run</t></r></is></c></row><row r="7"><c r="A7"><v>9</v></c></row>
    </sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells></worksheet>
    """

  @Test func bothWays_readTheSameInPiecesOfAnySize() throws {
    let bytes = Array(Self.sheet.utf8)
    let expected = try SheetOutcome.lines(of: bytes, avoidsLane: true)
    #expect(expected.count == 22)
    #expect(expected.first == "\(SX_OK)")
    for size in 1...200 {
      let actual = try SheetOutcome.lines(of: bytes, avoidsLane: false, pieceSize: size)
      #expect(actual == expected, "pieces of \(size)")
      let ahead = try SheetOutcome.lines(
        of: bytes, avoidsLane: false, readsAhead: true, pieceSize: size)
      #expect(ahead == expected, "read ahead in pieces of \(size)")
    }
  }

  /// Single bytes changed, removed, doubled; pieces cut out, moved, repeated; seeded.
  @Test(arguments: 1...8)
  func bothWays_agreeOnDamagedSheets(seed: UInt64) throws {
    var generator = SplitMix(state: seed)
    let sound = Array(Self.sheet.utf8)
    let pieces =
      [
        "<!-- c -->", "<?p i?>", "<![CDATA[x]]>", "]]>", "&#65;", "&amp;", "&x;", "\r", "\u{0}",
        "<row>",
        "</row>", "<c>", "</c>", "<v>", "</v>", "<x:c/>", " r=\"9\"", " r=\"1\"", " x:a=\"\"",
        "xmlns:q=\"\"",
        " xmlns=\"urn:o\"", "<is/>", "<f/>", "</sheetData>", "<sheetData>", "\u{FFFE}", "é",
        "\u{7F}", "\t",
        "<", ">", "\"", "'", "/", "=",
      ].map { Array($0.utf8) } + [
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      ]
    var readable = 0
    for _ in 0..<600 {
      var bytes = sound
      for _ in 0...(generator.next() % 3) {
        let place = Int(generator.next() % UInt64(bytes.count))
        let length = min(Int(generator.next() % 30), bytes.count - place)
        switch generator.next() % 6 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
        case 1: bytes.removeSubrange(place..<place + min(length, 3))
        case 2: bytes.insert(contentsOf: Array(bytes[place..<place + length]), at: place)
        case 3: bytes.removeLast(length)
        default:
          let piece = pieces[Int(generator.next() % UInt64(pieces.count))]
          bytes.insert(contentsOf: piece, at: place)
        }
      }
      let expected = try SheetOutcome.lines(of: bytes, avoidsLane: true)
      let size = Int(generator.next() % 300) + 1
      let actual = try SheetOutcome.lines(of: bytes, avoidsLane: false, pieceSize: size)
      #expect(actual == expected, "\(String(decoding: bytes, as: UTF8.self))")
      if expected.first == "\(SX_OK)" { readable += 1 }
    }
    #expect(readable > 5, "some changes do no harm")
  }

  /// A seeded generator (Steele, Lea and Flood, 2014).
  struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }
}
