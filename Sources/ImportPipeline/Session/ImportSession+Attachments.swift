import Schemas
import TabularCore

extension ImportSession {
  /// Opens the folder of attachments; whether it can be opened, if there should be one.
  func openAttachments() -> Bool {
    guard let path = options.attachments else { return true }
    attachments = AttachmentFolder(path: path)
    if attachments != nil { return true }
    let name = SourceFiles.lastComponent(of: path)
    issues.add(
      Issue(
        .fileUnreadable(.refused(reason: "it is no folder that can be opened"))
          .preceded(by: .file, name), at: IssueLocation(.delimited, file: name)))
    return false
  }

  /// Notes the files of the folder that no row named, where a table of rows that name files was read.
  func noteUnusedAttachments() {
    guard let attachments,
      let source = sources.first(where: { source in
        order[source.table].fields.contains { $0.attachment != nil }
      })
    else { return }
    let names = attachments.unused()
    guard let first = names.first else { return }
    issues.add(
      Issue(
        .referenceFileUnused(count: names.count, name: first),
        at: source.name.place(
          source.form, sheet: source.sheet, table: order[source.table].name)))
  }

  /// The files that rows named, as the record of the run keeps them.
  var attachedFiles: [RunRecord.File] {
    (attachments?.attachments.values.sorted { $0.name < $1.name } ?? []).map {
      RunRecord.File(name: $0.name, sha256: $0.sha256, byteCount: $0.byteCount)
    }
  }
}
