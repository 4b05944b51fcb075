import Foundation
import ImportPipeline
import SQLiteStore
import Schemas
import TabularCore
import TestSupport

/// The shipped package, and a store with a few records of each of its tables.
enum ExamPlatform {
  static let package = Result {
    try PackageLoader.load(path: Repository.path(of: "Schemas/exam-platform"))
  }

  /// The records that most tests find in the store.
  static let records: [SampleFile] = [
    .csv(
      "locations",
      "location_code,name,time_zone,kind,street,city,subdivision,country,postal_code,capacity,"
        + "valid_from,valid_to",
      "TOR-01,Toronto Downtown,America/Toronto,physical,100 King Street West,Toronto,CA-ON,CA,"
        + "M5X 1E3,250,2026-01-01,2028-12-31",
      "OTT-01,Ottawa Centre,America/Toronto,physical,1 Elgin Street,Ottawa,CA-ON,CA,K1P 5W1,,,",
      "VAN-01,Vancouver Harbour,America/Vancouver,physical,1 Canada Place,Vancouver,CA-BC,CA,"
        + "V6C 3T4,,,"),
    .csv(
      "venues",
      "venue_code,location_code,name,seats,delivery_modes,opens_at,closes_at,valid_to,status",
      "TOR-01-MTCC,TOR-01,Convention Centre,120,paper,08:00,21:00,2027-12-31,active",
      "OTT-01-CC,OTT-01,Ottawa Hall,80,paper,,,,active",
      "TOR-01-OLD,TOR-01,Old Hall,50,paper,,,,inactive"),
    .csv("rooms", "venue_code,room_code,seats", "TOR-01-MTCC,R-012,60"),
    .csv(
      "exams", "exam_code,title,delivery,language,duration_minutes",
      "CIFC-EN,Canadian Investment Funds,paper,en,180", "ETH-EN,Ethics,paper,en,90",
      "WEB-EN,Web Skills,online,en,60"),
    .csv("instructors", "username,email,first_name,last_name", "troy,t.roy@example.org,Tess,Roy"),
    .csv(
      "proctors",
      "username,email,first_name,last_name,external_id,home_location_code,can_lead,certified_until",
      "mlee,m.lee@example.org,Morgan,Lee,000417,TOR-01,yes,2028-06-30",
      "jpatel,j.patel@example.org,Jaya,Patel,,OTT-01,yes,",
      "okeane,o.keane@example.org,Orla,Keane,,TOR-01,yes,2026-12-31",
      "nroy,n.roy@example.org,Noor,Roy,,TOR-01,no,",
      "bkhan,b.khan@example.org,Bilal,Khan,,TOR-01,yes,"),
    .csv(
      "common_sessions",
      "session_code,name,exam_codes,venue_code,start_at,end_at,capacity",
      "2027-03-TOR-AM,March morning,CIFC-EN,TOR-01-MTCC,2027-03-06 09:00,2027-03-06 12:30,30",
      "2027-03-TOR-PM,March afternoon,ETH-EN,TOR-01-MTCC,2027-03-06 14:00,2027-03-06 16:00,30",
      "2027-03-TOR-X,March extra,ETH-EN,TOR-01-MTCC,2027-03-06 10:00,2027-03-06 11:30,10"),
    .csv(
      "session_proctors", "session_code,username,role", "2027-03-TOR-AM,mlee,lead"),
  ]

  /// A store file with `records`, made once by an import; tests work on copies.
  static let store = Result {
    let harness = try ImportHarness(store: .empty)
    let report = try harness.execute(records)
    guard report.run.isWritten else {
      throw FixtureError(findings: report.findings())
    }
    return try harness.scratch.contents(of: ImportHarness.storeName)
  }

  /// The records could not be imported.
  struct FixtureError: Error {
    var findings: [String]
  }
}
