import JSONRecords
import TabularCore
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    // The example of the landing page begins here.
    let text = #"{"halls": [{"code": "A", "tags": ["lift", "ramp"]}, {"code": "B", "seats": 80}]}"#
    let document = try JSONDocument(MemoryJSON(Array(text.utf8)))
    let list = document.lists[0]

    var rows: [[String]] = []
    let reader = list.makeReader()
    var batch = RowBatch()
    while try reader.next(into: &batch, maximumRows: 1_000) {
      for index in batch.rows.indices {
        rows.append(batch.cells(ofRowAt: index).map(batch.text(of:)))
      }
    }
    let place = try list.places(of: [2: [3]])[2]?[3]
    // The example ends here.
    #expect(rows == [["code", "tags", "seats"], ["A", "lift;ramp", ""], ["B", "", "80"]])
    #expect(place?.pointer == "/halls/1/seats")
    #expect(place?.line == 1)
    #expect(place?.column == 76)
  }
}
