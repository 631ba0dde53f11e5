package dialtone.invoice.document.service;

import dialtone.invoice.document.Issuer;
import dialtone.platform.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Who invoices are from: {@code documents/seller.csv} of the catalogue's folder, read when the server starts. */
@Startup
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class IssuerReference {

    private static final String FILE = "documents/seller.csv";

    private volatile List<Issuer> issuers = List.of();

    public IssuerReference() {}

    /** Outside a container. */
    IssuerReference(Path folder) {
        issuers = read(folder);
    }

    /** @throws IllegalStateException naming file, line and reason */
    @PostConstruct
    void read() {
        issuers = read(Settings.catalogFolder());
    }

    private static List<Issuer> read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return Issuer.read(FILE, Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of());
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    /** Empty where no line is of that day. */
    public Optional<Issuer> on(LocalDate day) {
        return Issuer.of(issuers, day);
    }
}
