package dev.sojourn.examples.allai;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.RowPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sound of the calls: one file for each row of {@link VoiceRecording}, named by its number, in one directory. */
final class RecordingFiles implements RowPart {

    private final Path directory;

    RecordingFiles(Path directory) {
        this.directory = directory;
    }

    Path fileOf(Object number) {
        return directory.resolve(number + ".wav");
    }

    @Override
    public Class<?> owner() {
        return VoiceRecording.class;
    }

    @Override
    public String name() {
        return "RecordingFile";
    }

    @Override
    public Set<Disposition> dispositions() {
        return Set.of(Disposition.DELETE);
    }

    @Override
    public long dispose(List<RowKey> rows, Disposition disposition) {
        long gone = 0;
        for (RowKey row : rows) {
            try {
                gone += Files.deleteIfExists(fileOf(row.id())) ? 1 : 0;
            } catch (IOException e) {
                throw new StoreException("could not delete the file of a recording", e, false);
            }
        }
        return gone;
    }

    /** The file itself is fetched by its name; the copy says that it is there, and how large. */
    @Override
    public Map<String, Object> copy(RowKey row) {
        Path file = fileOf(row.id());
        try {
            return Files.exists(file)
                    ? Map.of("file", String.valueOf(file.getFileName()), "bytes", Files.size(file))
                    : Map.of();
        } catch (IOException e) {
            throw new StoreException("could not read the file of a recording", e, false);
        }
    }
}
