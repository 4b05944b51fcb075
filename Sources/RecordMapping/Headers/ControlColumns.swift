import Schemas
import TabularCore

/// The columns that every table accepts besides its own fields.
public enum ControlColumns {
  /// The headers of each control column, its machine name first.
  public static let headers: [(target: ColumnTarget, headers: [String])] = [
    (.action, ["action", "Operation", "Opération", "Acción", "Operación"]),
    (
      .sourceID,
      [
        "source_id", "Legacy ID", "Old ID", "YouTestMe ID", "Internal ID", "Ancien ID",
        "ID anterior",
      ]
    ),
    (.notes, ["notes", "Remarks", "Remarques", "Notas"]),
  ]

  /// The longest source identifier, in characters.
  public static let sourceIDLength = 64
}

/// What a row asks for by its `action` column.
public enum RowAction: String, Sendable {
  /// Create or update.
  case upsert
  /// Leave the row out.
  case skip
  /// Delete the record.
  case delete

  /// The action a cell's text means; `nil` for a text that means none.
  public init?(text: String) {
    switch foldedValue(text) {
    case "", "upsert", "create", "update", "insert", "add", "ajouter", "agregar", "añadir", "crear",
      "actualizar", "modificar":
      self = .upsert
    case "skip", "ignore", "ignorer", "omitir", "ignorar": self = .skip
    case "delete", "remove", "supprimer", "eliminar", "borrar": self = .delete
    default: return nil
    }
  }
}
