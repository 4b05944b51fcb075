extension IssueCatalog {
  /// Issues of guards: conditions under which nothing may be written.
  static let guardIssues: [IssueDefinition] = [
    IssueDefinition(
      "guard.change-limit", .error,
      when: "updates over the change guard without matching approval",
      message: text(
        "`{percent}` % of stored `{table}` would change (`{count}` of `{total}`), the limit is"
          + " `{limit}` %",
        "`{percent}` % de `{table}` en base changeraient (`{count}` sur `{total}`), la limite est"
          + " `{limit}` %"),
      variants: [
        "group": text(
          "`{percent}` % of stored `{table}` with `{field}` `{value}` would change (`{count}` of"
            + " `{total}`), the limit is `{limit}` %",
          "`{percent}` % de `{table}` en base avec `{field}` `{value}` changeraient (`{count}` sur"
            + " `{total}`), la limite est `{limit}` %")
      ],
      help: text(
        "check the plan; an approver passes `--approve guard.change-limit={count} --approver NAME`",
        "vérifiez le plan ; un approbateur passe `--approve guard.change-limit={count} --approver NOM`"
      )),
    IssueDefinition(
      "guard.delete-limit", .error,
      when: "deletions over the delete guard without matching approval",
      message: text(
        "`{count}` of `{total}` `{table}` would be deleted, the limit is `{limit}` %",
        "`{count}` de `{total}` `{table}` seraient supprimés, la limite est `{limit}` %"),
      variants: [
        "rows": text(
          "`{count}` of `{total}` `{table}` would be deleted, the limit is `{limit}` rows",
          "`{count}` de `{total}` `{table}` seraient supprimés, la limite est `{limit}` lignes"),
        "group": text(
          "`{count}` of `{total}` `{table}` with `{field}` `{value}` would be deleted, the limit is"
            + " `{limit}` %",
          "`{count}` de `{total}` `{table}` avec `{field}` `{value}` seraient supprimés, la limite"
            + " est `{limit}` %"),
        "group-rows": text(
          "`{count}` of `{total}` `{table}` with `{field}` `{value}` would be deleted, the limit is"
            + " `{limit}` rows",
          "`{count}` de `{total}` `{table}` avec `{field}` `{value}` seraient supprimés, la limite"
            + " est `{limit}` lignes"),
      ],
      help: text(
        "check the plan; an approver passes `--approve guard.delete-limit={count} --approver NAME`",
        "vérifiez le plan ; un approbateur passe `--approve guard.delete-limit={count} --approver NOM`"
      )),
    IssueDefinition(
      "guard.reject-limit", .error,
      when: "rows left out because of errors over the limit without matching approval",
      message: text(
        "`{count}` of `{total}` rows of `{table}` would be left out, the limit is `{limit}` %",
        "`{count}` de `{total}` lignes de `{table}` seraient laissées de côté, la limite est"
          + " `{limit}` %"),
      variants: [
        "rows": text(
          "`{count}` of `{total}` rows of `{table}` would be left out, the limit is `{limit}`"
            + " {limit|row|rows}",
          "`{count}` de `{total}` lignes de `{table}` seraient laissées de côté, la limite est"
            + " `{limit}` {limit|ligne|lignes}")
      ],
      help: text(
        "correct the rows; an approver passes `--approve guard.reject-limit={count} --approver NAME`",
        "corrigez les lignes ; un approbateur passe `--approve guard.reject-limit={count} --approver NOM`"
      )),
    IssueDefinition(
      "guard.prune-refused", .error,
      when: "--prune, and it is not clear which records the rows of the table name",
      message: text(
        "no record of `{table}` is pruned: no row of it was read",
        "aucun enregistrement de `{table}` n'est supprimé : aucune ligne n'en a été lue"),
      variants: [
        "invalid": text(
          "no record of `{table}` is pruned: row `{row}` has an error, its record could be any",
          "aucun enregistrement de `{table}` n'est supprimé : la ligne `{row}` a une erreur, son"
            + " enregistrement peut être n'importe lequel"),
        "unread": text(
          "no record of `{table}` is pruned: a row at `{row}` could not be read, its record could be"
            + " any",
          "aucun enregistrement de `{table}` n'est supprimé : une ligne vers `{row}` n'a pas pu être"
            + " lue, son enregistrement peut être n'importe lequel"),
        "skipped": text(
          "no record of `{table}` is pruned: row `{row}` is skipped and its key is not clear",
          "aucun enregistrement de `{table}` n'est supprimé : la ligne `{row}` est sautée et sa clé"
            + " n'est pas claire"),
        "value": text(
          "no record of `{table}` is pruned: no record and no row has `{value}` in `{field}`",
          "aucun enregistrement de `{table}` n'est supprimé : aucun enregistrement et aucune ligne"
            + " n'a `{value}` dans `{field}`"),
        "value-near": text(
          "no record of `{table}` is pruned: no record and no row has `{value}` in `{field}`; did"
            + " you mean `{nearest}`?",
          "aucun enregistrement de `{table}` n'est supprimé : aucun enregistrement et aucune ligne"
            + " n'a `{value}` dans `{field}` ; vouliez-vous dire `{nearest}` ?"),
      ],
      help: text(
        "give all rows of the table, or drop --prune",
        "donnez toutes les lignes de la table, ou retirez --prune"),
      helpVariants: [
        "invalid": text(
          "correct the row, or drop --prune", "corrigez la ligne, ou retirez --prune"),
        "unread": text(
          "correct what the other errors name, or drop --prune",
          "corrigez ce que nomment les autres erreurs, ou retirez --prune"),
        "value": text(
          "correct the value of --prune", "corrigez la valeur de --prune"),
        "value-near": text(
          "correct the value of --prune", "corrigez la valeur de --prune"),
        "skipped": text(
          "fill in the key of the row, or drop --prune",
          "remplissez la clé de la ligne, ou retirez --prune"),
      ]),
    IssueDefinition(
      "guard.backup-missing", .error,
      when: "the target requires a backup and none is younger than its limit, or the hook failed",
      message: text(
        "the last backup of `{target}` is `{count}` hours old, at most `{limit}` are allowed",
        "la dernière sauvegarde de `{target}` a `{count}` heures, `{limit}` au plus sont permises"),
      variants: [
        "none": text("`{target}` has no backup", "`{target}` n'a pas de sauvegarde"),
        "failed": text(
          "the backup of `{target}` failed: {reason}",
          "la sauvegarde de `{target}` a échoué : {reason}"),
        "createdb": text(
          "the backup of `{target}` cannot be proven: role `{role}` lacks the privilege `CREATEDB`,"
            + " and a backup is restored into a database of its own",
          "la sauvegarde de `{target}` ne peut pas être prouvée : le rôle `{role}` n'a pas le"
            + " privilège `CREATEDB`, et une sauvegarde est restaurée dans une base à part"),
        "denied": text(
          "the backup of `{target}` failed: role `{role}` lacks the privilege `{privilege}` on"
            + " `{object}`",
          "la sauvegarde de `{target}` a échoué : le rôle `{role}` n'a pas le privilège"
            + " `{privilege}` sur `{object}`"),
      ],
      help: text(
        "pass `--backup` with --execute: the store is backed up first",
        "passez `--backup` avec --execute : la base est d'abord sauvegardée"),
      helpVariants: [
        "failed": text("remove the cause and run again", "supprimez la cause et relancez"),
        "createdb": text(
          "have a login make it that has CREATEDB and is a member of the role that validates",
          "faites-la faire par un compte qui a CREATEDB et qui est membre du rôle qui valide"),
        "denied": text(
          "have the owner of the tables make it, or a member of the role that validates",
          "faites-la faire par le propriétaire des tables, ou par un membre du rôle qui valide"),
      ]),
    IssueDefinition(
      "guard.target-unconfirmed", .error,
      when: "a production target without --confirm-target NAME",
      message: text(
        "target `{target}` is a production target and was not confirmed",
        "la cible `{target}` est une cible de production et n'a pas été confirmée"),
      variants: [
        "restore": text(
          "`{target}` would be replaced, and its name was not typed",
          "`{target}` serait remplacée, et son nom n'a pas été saisi"),
        "other": text(
          "the store of target `{name}` is the production target `{target}` and was not confirmed",
          "la base de la cible `{name}` est la cible de production `{target}` et n'a pas été"
            + " confirmée"),
      ],
      help: text(
        "pass `--confirm-target {target}`", "passez `--confirm-target {target}`"),
      helpVariants: [
        "other": text(
          "name another store in the project file; if this one is meant, name it by --store and"
            + " confirm `{target}`",
          "nommez une autre base dans le fichier de projet ; si c'est bien celle-ci, nommez-la par"
            + " --store et confirmez `{target}`"),
        "restore": text("pass `--confirm {target}`", "passez `--confirm {target}`"),
      ]),
    IssueDefinition(
      "guard.plan-missing", .error,
      when: "execute on a production target without a plan or a clean validation of these files",
      message: text(
        "these files have no clean validation of the last `{limit}` hours",
        "ces fichiers n'ont pas de validation propre dans les `{limit}` dernières heures"),
      help: text(
        "run the command with `--validate` in the place of --execute first",
        "lancez d'abord la commande avec `--validate` à la place de --execute")),
    IssueDefinition(
      "guard.receipt-refused", .warning,
      when: "a clean validation for a production target cannot leave its receipt in the store",
      message: text(
        "this validation of `{target}` does not count for an execution: the store takes no receipt:"
          + " {reason}",
        "cette validation de `{target}` ne compte pas pour une exécution : la base n'accepte pas de"
          + " reçu : {reason}"),
      variants: [
        "no-store": text(
          "this validation of `{target}` does not count for an execution: there is no store yet to"
            + " keep its receipt",
          "cette validation de `{target}` ne compte pas pour une exécution : il n'y a pas encore de"
            + " base pour garder son reçu")
      ],
      help: text(
        "validate as a user who may write to registrar_receipts, or execute with the plan of"
          + " --plan-out",
        "validez avec un utilisateur qui peut écrire dans registrar_receipts, ou exécutez avec le"
          + " plan de --plan-out"),
      helpVariants: [
        "no-store": text(
          "make it with `registrar store init{storeOption}{packageOption}`, then validate again",
          "créez-la par `registrar store init{storeOption}{packageOption}`, puis validez de nouveau"
        )
      ]),
    IssueDefinition(
      "guard.plan-stale", .error,
      when: "file hash, package hash or state fingerprint differs from the plan",
      message: text(
        "`{count}` stored {count|record|records} changed since the plan was made",
        "`{count}` {count|enregistrement a changé|enregistrements ont changé} depuis le plan"),
      variants: [
        "file": text(
          "`{file}` changed since the plan was made", "`{file}` a changé depuis le plan"),
        "file-missing": text(
          "`{file}` of the plan is not among the files", "`{file}` du plan n'est pas donné"),
        "file-added": text(
          "`{file}` is not in the plan", "`{file}` n'est pas dans le plan"),
        "package": text(
          "package `{package}` changed since the plan was made",
          "le paquet `{package}` a changé depuis le plan"),
        "target": text(
          "the plan was made for `{expected}`, not for `{found}`",
          "le plan a été fait pour `{expected}`, pas pour `{found}`"),
        "options": text(
          "the plan was made with another `{option}`",
          "le plan a été fait avec une autre option `{option}`"),
        "foreign": text(
          "`{file}` is not a plan of this release", "`{file}` n'est pas un plan de cette version"),
        "damaged": text(
          "`{file}` was cut off or changed after it was written",
          "`{file}` a été tronqué ou modifié après avoir été écrit"),
        "value": text(
          "`{field}` of `{key}` is `{found}` now; it changed outside the tool since the plan was"
            + " made",
          "`{field}` de `{key}` est maintenant `{found}` ; il a changé hors de l'outil depuis le"
            + " plan"),
        "value-run": text(
          "`{field}` of `{key}` is `{found}` now; run `{run}` changed it since the plan was made",
          "`{field}` de `{key}` est maintenant `{found}` ; l'exécution `{run}` l'a changé depuis le"
            + " plan"),
        "cleared": text(
          "`{field}` of `{key}` is empty now; it changed outside the tool since the plan was made",
          "`{field}` de `{key}` est vide maintenant ; il a changé hors de l'outil depuis le plan"),
        "cleared-run": text(
          "`{field}` of `{key}` is empty now; run `{run}` changed it since the plan was made",
          "`{field}` de `{key}` est vide maintenant ; l'exécution `{run}` l'a changé depuis le"
            + " plan"),
        "made": text(
          "`{key}` was stored since the plan was made", "`{key}` a été ajouté depuis le plan"),
        "made-run": text(
          "`{key}` was stored by run `{run}` since the plan was made",
          "`{key}` a été ajouté par l'exécution `{run}` depuis le plan"),
        "gone": text(
          "`{key}` was deleted since the plan was made", "`{key}` a été supprimé depuis le plan"),
        "unlike": text(
          "what would become of `{key}` is no longer what the plan says",
          "ce qu'il adviendrait de `{key}` n'est plus ce que dit le plan"),
      ],
      help: text(
        "validate again and review the new plan",
        "validez de nouveau et relisez le nouveau plan"),
      helpVariants: [
        "file-missing": text(
          "name the files that the plan was made from",
          "nommez les fichiers dont le plan a été fait"),
        "file-added": text(
          "name the files that the plan was made from",
          "nommez les fichiers dont le plan a été fait"),
        "options": text(
          "repeat the options of the validation, or validate again",
          "reprenez les options de la validation, ou validez de nouveau"),
        "target": text(
          "name the target that the plan was made for, or validate again",
          "nommez la cible pour laquelle le plan a été fait, ou validez de nouveau"),
      ], kindArguments: ["key", "option"]),
    IssueDefinition(
      "guard.production-refused", .error,
      when: "a command or data that must not reach a production target",
      message: text(
        "`{command}` is not allowed on production target `{target}`",
        "`{command}` n'est pas permis sur la cible de production `{target}`"),
      variants: [
        "clock": text(
          "`{command}` sets the clock, which is not allowed on production target `{target}`",
          "`{command}` fixe l'horloge, ce qui n'est pas permis sur la cible de production"
            + " `{target}`"),
        "sandbox": text(
          "`{file}` was exported from a sandbox and is not allowed on production target"
            + " `{target}`",
          "`{file}` vient d'un bac à sable et n'est pas permis sur la cible de production"
            + " `{target}`"),
      ],
      help: text("run it on a copy", "lancez-le sur une copie"),
      helpVariants: [
        "clock": text("unset {command}", "supprimez la variable {command}")
      ]),
    IssueDefinition(
      "guard.maintenance-off", .error,
      when: "the target requires maintenance mode or a time window and it is not on",
      message: text(
        "target `{target}` is not in maintenance mode",
        "la cible `{target}` n'est pas en mode maintenance"),
      variants: [
        "window": text(
          "target `{target}` accepts changes from `{from}` to `{to}` only",
          "la cible `{target}` n'accepte de changements que de `{from}` à `{to}`")
      ],
      help: text(
        "run the maintenance-on hook or wait for the window",
        "lancez le script maintenance-on ou attendez le créneau")),
  ]
}
