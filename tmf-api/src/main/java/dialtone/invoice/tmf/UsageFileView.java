package dialtone.invoice.tmf;

import dialtone.usage.UsageFile;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A usage file on the wire: {@code received = rated + duplicate + rejected + suspended}.
 *
 * @param channel     the way it came: folder, rest, sftp or jms
 * @param joined      of the rated records those that were rated as a part of a session, under its first part's record
 * @param state       one of inProgress, completed, refused
 * @param completedAt absent while it is being taken
 * @param failure     why it was refused; absent otherwise
 */
public record UsageFileView(
        long id,
        String name,
        String source,
        String layout,
        String checksum,
        String channel,
        String deliveredBy,
        String state,
        Instant receivedAt,
        @Nullable Instant completedAt,
        long received,
        long rated,
        long duplicate,
        long rejected,
        long suspended,
        long joined,
        @Nullable String failure) {

    static UsageFileView of(UsageFile file) {
        return new UsageFileView(
                file.id(),
                file.name(),
                file.source(),
                file.layout(),
                file.checksum(),
                file.delivery().channel().name().toLowerCase(Locale.ROOT),
                file.delivery().by(),
                file.state() == UsageFile.State.IN_PROGRESS
                        ? "inProgress"
                        : file.state().name().toLowerCase(Locale.ROOT),
                file.receivedAt(),
                file.completedAt().orElse(null),
                file.counts().in(),
                file.counts().rated(),
                file.counts().duplicate(),
                file.counts().rejected(),
                file.counts().suspended(),
                file.joined(),
                file.failure().isEmpty() ? null : file.failure());
    }
}
