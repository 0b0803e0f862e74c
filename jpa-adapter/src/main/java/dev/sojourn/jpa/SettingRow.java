package dev.sojourn.jpa;

import java.time.LocalDateTime;

/** A value a tenant set. */
class SettingRow {

    Long position = 0L;
    String tenant = "";
    String setting = "";
    String content = "";
    LocalDateTime setAt = LocalDateTime.MIN;
    Long entryNumber = 0L;
}
