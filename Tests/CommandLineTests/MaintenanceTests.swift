import Foundation
import TestSupport
import Testing

/// A target may accept changes in maintenance mode only, or at some hours.
@Suite struct MaintenanceTests {
  @Test func changes_waitForTheFile() throws {
    let setting = try GuardSetting()
    try setting.writeProject(#", "maintenance": {"file": "maintenance.on"}"#)
    try setting.write(1...50) { $0 == 1 ? " new" : "" }
    // Validation changes nothing.
    #expect(try setting.run([]).status == 0)
    let refused = try setting.run(["--execute"])
    #expect(refused.status == 4)
    #expect(
      refused.output.contains(
        "error[guard.maintenance-off]: target `prod` is not in maintenance mode"),
      "\(refused.output)")
    #expect(try setting.count("name LIKE '% new'") == 0)
    let undo = try setting.tool.run(
      ["undo", "A1", "--execute", "--target", "prod", "--package"]
        + [try Repository.path(of: "Schemas/exam-platform")])
    #expect(undo.status == 4 && undo.errors.contains("guard.maintenance-off"), "\(undo.errors)")
    try setting.tool.scratch.write("maintenance.on", "")
    #expect(try setting.run(["--execute"]).status == 0)
    #expect(try setting.count("name LIKE '% new'") == 1)
  }

  /// The tests' clock stands at 07:00 in Toronto.
  @Test(arguments: [
    ("06:00", "08:00", true), ("07:00", "07:01", true), ("05:00", "07:00", false),
    ("22:00", "05:00", false), ("22:00", "07:01", true), ("08:00", "06:00", false),
  ])
  func changes_waitForTheHours(from: String, to: String, isOn: Bool) throws {
    let setting = try GuardSetting()
    try setting.writeProject(
      #", "maintenance": {"from": "\#(from)", "to": "\#(to)", "timeZone": "America/Toronto"}"#)
    let result = try setting.run(["--execute"])
    #expect(result.status == (isOn ? 0 : 4), "\(result.output)")
    #expect(
      isOn
        || result.output.contains(
          "target `prod` accepts changes from `\(from)` to `\(to) America/Toronto` only"),
      "\(result.output)")
  }

  @Test(arguments: [
    (#"{}"#, "`maintenance` needs a `file`, or `from`, `to` and `timeZone`"),
    (#"{"from": "22:00", "to": "05:00"}"#, "`maintenance` needs a `file`"),
    (#"{"from": "22", "to": "05:00", "timeZone": "America/Toronto"}"#, "`22` is no time of day"),
    (
      #"{"from": "22:00", "to": "05:00", "timeZone": "EST5EDT9"}"#,
      "`EST5EDT9` is no time zone such as `America/Toronto`"
    ),
  ])
  func faultyHours_areNamed(member: String, sentence: String) throws {
    let setting = try GuardSetting()
    try setting.writeProject(#", "maintenance": \#(member)"#)
    let result = try setting.run([])
    #expect(result.status == 3 && result.errors.contains(sentence), "\(result.errors)")
  }
}
