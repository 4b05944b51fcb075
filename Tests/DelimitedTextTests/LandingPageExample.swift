import DelimitedText
import TabularCore
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    // The example of the landing page begins here.
    let bytes = Array("code;seats\nTOR-01;120\n\"OTT;01\";80\n".utf8)
    let reader = try DelimitedReader(MemorySource(bytes))

    var rows: [[String]] = []
    var batch = RowBatch()
    while try reader.next(into: &batch, maximumRows: 1_000) {
      for index in batch.rows.indices {
        rows.append(batch.cells(ofRowAt: index).map(batch.text(of:)))
      }
    }
    // The example ends here.
    #expect(reader.dialect.delimiter == UInt8(ascii: ";"))
    #expect(rows == [["code", "seats"], ["TOR-01", "120"], ["OTT;01", "80"]])
  }
}
