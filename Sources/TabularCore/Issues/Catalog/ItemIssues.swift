extension IssueCatalog {
  /// Issues of packages of assessment items.
  static let itemIssues: [IssueDefinition] = [
    IssueDefinition(
      "item.unread", .error,
      when: "a document of a package is no XML that can be read, declares a document type, or"
        + " includes other documents, or it is too large",
      variants: ["doctype", "inclusion", "large"]),
    IssueDefinition(
      "item.unsupported", .warning,
      when: "an item of a package is of a kind that the columns of the table cannot hold",
      variants: ["none", "several", "ordering", "undeclared", "options", "version"]),
    IssueDefinition(
      "item.reduced", .warning,
      when: "an item of a package has something that the columns of the table cannot hold",
      variants: ["feedback", "answers", "scoring"]),
  ]
}

// MARK: Contents

extension IssueContent {
  /// Why a document of a package is not read.
  public enum ItemFault: Sendable {
    /// It is no well-formed XML; `reason` is a sentence without a period.
    case malformed(reason: String)
    /// It declares a document type, which may name files of others.
    case doctype
    /// It includes other documents by XInclude.
    case inclusion
    /// It has more bytes than a document may have.
    case large(limit: Int)
  }

  /// A document of a package is not read.
  public static func itemUnread(_ fault: ItemFault, item: String) -> IssueContent {
    switch fault {
    case .malformed(let reason):
      IssueContent("item.unread", "", ["item": item, "reason": reason])
    case .doctype: IssueContent("item.unread", "doctype", ["item": item])
    case .inclusion: IssueContent("item.unread", "inclusion", ["item": item])
    case .large(let limit): IssueContent("item.unread", "large", ["item": item, "limit": limit])
    }
  }

  /// Why no row can hold an item.
  public enum ItemObstacle: Sendable {
    /// It asks in a way of its own, by the element's name.
    case interaction(name: String)
    /// It asks nothing.
    case none
    /// It asks several things at once.
    case several(count: Int)
    /// It asks for an order.
    case ordering
    /// It does not declare the response that it asks for.
    case undeclared
    /// It has more options than the table has columns.
    case options(count: Int, limit: Int)
    /// It is of QTI 1.
    case version
  }

  /// An item is of a kind that no row can hold.
  public static func itemUnsupported(_ obstacle: ItemObstacle, item: String) -> IssueContent {
    let code: IssueCode = "item.unsupported"
    return switch obstacle {
    case .interaction(let name): IssueContent(code, "", ["item": item, "name": name])
    case .none: IssueContent(code, "none", ["item": item])
    case .several(let count): IssueContent(code, "several", ["item": item, "count": count])
    case .ordering: IssueContent(code, "ordering", ["item": item])
    case .undeclared: IssueContent(code, "undeclared", ["item": item])
    case .options(let count, let limit):
      IssueContent(code, "options", ["item": item, "count": count, "limit": limit])
    case .version: IssueContent(code, "version", ["item": item])
    }
  }

  /// What of an item no row can hold.
  public enum ItemLoss: Sendable {
    /// Elements, by their names, of which the text alone was taken.
    case markup(names: String)
    /// So many texts of feedback beside the one that was taken.
    case feedback(count: Int)
    /// Right answers in words.
    case answers(names: String)
    /// Rules of scoring of the item's own.
    case scoring
  }

  /// A row holds an item, but not all of it.
  public static func itemReduced(_ loss: ItemLoss, item: String) -> IssueContent {
    let code: IssueCode = "item.reduced"
    return switch loss {
    case .markup(let names): IssueContent(code, "", ["item": item, "names": names])
    case .feedback(let count): IssueContent(code, "feedback", ["item": item, "count": count])
    case .answers(let names): IssueContent(code, "answers", ["item": item, "names": names])
    case .scoring: IssueContent(code, "scoring", ["item": item])
    }
  }
}
