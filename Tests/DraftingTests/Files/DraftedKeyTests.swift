import Drafting
import ImportPipeline
import ImportService
import TestSupport
import Testing

/// Which of several unique columns is a key, and references to records that several columns name.
@Suite struct DraftedKeyTests {
  /// A column that others name, or with the name of one record, is the key, however keys are named
  /// elsewhere.
  @Test func theColumnThatOthersNameIsTheKey() throws {
    let setting = try DraftSetting()
    let bookings = try setting.scratch.write(
      "bookings.csv",
      """
      room_no,booking,guest
      101,B-1,Ada Byron
      102,B-2,Carl Gauss
      205,B-3,Emmy Noether

      """)
    let payments = try setting.scratch.write(
      "payments.csv",
      """
      paid_no,booking,amount
      1,B-1,10
      2,B-1,20
      3,B-3,30

      """)
    let draft = try setting.service.draft(named: "hotel", from: [bookings, payments])
    #expect(draft.tables.map(\.key) == [["booking"], ["paid_no"]])
    #expect(
      draft.tables[1].references.map { "\($0.field) \($0.table).\($0.target)" } == [
        "booking bookings.booking"
      ])
    // Without the other file the name of one record decides.
    let alone = try setting.service.draft(named: "hotel", from: [bookings])
    #expect(alone.tables.map(\.key) == [["booking"]])
    // A number that names records of another file is no key, though no two rows share it.
    let rooms = try setting.scratch.write(
      "rooms.csv", "room_no,floor\n101,1\n102,1\n205,2\n206,2\n")
    let notes = try setting.scratch.write(
      "cleaning.csv", "room_no,cleaned_ref\n101,C1\n205,C2\n206,C3\n")
    let cleaning = try setting.service.draft(named: "hotel", from: [rooms, notes])
    #expect(cleaning.tables.map(\.key) == [["room_no"], ["cleaned_ref"]])
  }

  @Test func recordsThatSeveralColumnsNameAreReferredTo() throws {
    let setting = try DraftSetting()
    let sites = try setting.scratch.write("sites.csv", "site_code,city\nOSL,Oslo\nPAR,Paris\n")
    let rooms = try setting.scratch.write(
      "rooms.csv",
      """
      site_code,room_code,seats
      OSL,R1,10
      OSL,R2,10
      PAR,R1,20
      PAR,R2,20

      """)
    let meetings = try setting.scratch.write(
      "meetings.csv",
      """
      meeting_code,site_code,room_code
      M-1,OSL,R1
      M-2,PAR,R2
      M-3,OSL,R1
      M-4,,

      """)
    let files = [sites, rooms, meetings]
    let draft = try setting.service.draft(named: "office", from: files)
    #expect(draft.leftErrors == [])
    #expect(draft.tables[1].key == ["site_code", "room_code"])
    let reference = try #require(draft.tables[2].references.first { $0.table == "rooms" })
    #expect(reference.field == "room_code")
    #expect(reference.target == "room_code")
    #expect(reference.with.map { "\($0.target)=\($0.field)" } == ["site_code=site_code"])
    let folder = try setting.write(draft)
    #expect(DraftSetting.mistakes(folder) == [])
    let store = setting.scratch.path(of: "s.sqlite")
    #expect(try setting.run(files, folder, store: store, executes: true).run.isWritten)
    // The reference decides: a room of another site is none.
    let wrong = try setting.scratch.write(
      "meetings-2.csv", "meeting_code,site_code,room_code\nM-5,OSL,R9\n")
    #expect(
      try setting.run([wrong], folder, store: store).told.contains {
        $0.hasPrefix("error reference.missing")
      })
  }
}
