import Foundation
import TestSupport
import Testing

/// The commands on the page of each shipped package do what the page says.
@Suite struct PackagePageTests {
  private static let packages = [
    "exam-platform", "student-management", "training-center", "hq-field", "oneroster",
  ]

  /// A set of rosters, as small as it may be.
  private static let rosters: [(name: String, text: String)] = [
    (
      "orgs.csv",
      """
      sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
      o-1,,,North High,school,,
      """
    ),
    (
      "academicSessions.csv",
      """
      sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
      t-1,,,Fall,term,2026-09-01,2027-02-01,,2027
      """
    ),
    (
      "courses.csv",
      """
      sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes
      c-1,,,,Algebra I,MATH101,09,o-1,,
      """
    ),
    (
      "classes.csv",
      """
      sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
      k-1,,,Algebra I/2,09,c-1,,scheduled,,o-1,t-1,,,
      """
    ),
    (
      "users.csv",
      """
      sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns
      u-1,,,true,mlee,,Morgan,Lee,,,m.lee@example.org,,,,09,,,,,,o-1,
      """
    ),
    (
      "roles.csv",
      """
      sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
      r-1,,,u-1,primary,student,,,o-1,
      """
    ),
    (
      "enrollments.csv",
      """
      sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
      e-1,,,k-1,o-1,u-1,student,,,
      """
    ),
  ]

  private static let absent = [
    "categories", "classResources", "courseResources", "demographics",
    "lineItemLearningObjectiveIds", "lineItems", "lineItemScoreScales", "resources",
    "resultLearningObjectiveIds", "results", "resultScoreScales", "scoreScales", "userProfiles",
    "userResources",
  ]

  /// Puts the files of the page's commands into the folder where they are typed.
  private func prepare(_ name: String, _ tool: Registrar) throws {
    guard name != "oneroster" else {
      let manifest =
        ["propertyName,value", "manifest.version,1.0", "oneroster.version,1.2"]
        + Self.rosters.map { "file.\($0.name.dropLast(4)),bulk" }
        + Self.absent.map { "file.\($0),absent" }
      let files = [("manifest.csv", manifest.joined(separator: "\n"))] + Self.rosters
      return try ZipWriting.write(
        files.map { ($0.0, Array(($0.1 + "\n").utf8)) }, to: tool.scratch.path(of: "roster.zip"))
    }
    let folder = try Repository.path(of: "Templates/\(name)/examples/clean")
    for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
      try FileManager.default.copyItem(
        atPath: "\(folder)/\(file)", toPath: tool.scratch.path(of: file))
    }
    try FileManager.default.createDirectory(
      atPath: tool.scratch.path(of: "images"), withIntermediateDirectories: true)
  }

  @Test(arguments: packages) func everyCommand_doesWhatThePageSays(name: String) throws {
    let tool = try Registrar()
    try prepare(name, tool)
    let page = try MarkdownPage("Schemas/\(name)/README.md")
    let commands = page.blocks(in: "console").joined().filter { $0.hasPrefix("$ ") }
    #expect(commands.count >= 2)
    for command in commands {
      let result = try tool.shell(String(command.dropFirst(2)))
      #expect(result.status == 0, "\(command)\n\(result.output)\(result.errors)")
      #expect(!result.output.contains("error["), "\(command)\n\(result.output)")
    }
    let path = try Repository.path(of: "Schemas/\(name)")
    let descriptor = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: path + "/datapackage.json")))
    let tables = (descriptor as? [String: Any])?["resources"] as? [Any]
    // What was imported is exported again, by the path of the package too.
    for words in [[name], [path]] {
      let folder = words[0] == name ? "by-name" : "by-path"
      let result = try tool.shell(
        "registrar export '\(words[0])' --from sqlite:registrar.sqlite --format csv --to \(folder)")
      #expect(result.status == 0, "\(words) \(result.output)\(result.errors)")
      let files = try FileManager.default.contentsOfDirectory(
        atPath: tool.scratch.path(of: folder))
      #expect(files.count == tables?.count)
    }
  }
}
