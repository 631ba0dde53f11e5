package dialtone.spending.service;

import dialtone.platform.mail.CustomerMail;
import dialtone.platform.mail.MailPage;
import dialtone.spending.service.SpendingNotices.Notice;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The mail that tells a customer how much of a limit he has spent. */
final class SpendingMail {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final int ALL = 100;

    private SpendingMail() {}

    static CustomerMail.Message of(Notice notice) {
        String whose = notice.msisdn().map(number -> " for +" + number).orElse("");
        boolean isOver = notice.percent() == ALL;
        String subject = notice.limit() + whose + ": " + notice.percent() + " % of your limit is reached";
        String beyond = notice.held()
                ? "What is used beyond the limit is not charged" + (isOver ? " now" : "")
                        + ", until you tell us to raise it or to take it off."
                : "What is used beyond it is charged.";
        List<String> words = List.of(
                "Hello " + notice.name() + ",",
                "in " + notice.cycle().format(MONTH) + " you have spent " + notice.spent() + " of " + notice.most()
                        + whose + ", without tax (" + notice.limit() + ").",
                beyond,
                "Would you like another limit, or none? Then call us.",
                "Dialtone");
        return new CustomerMail.Message(
                notice.email(),
                subject,
                String.join("\r\n\r\n", words) + "\r\n",
                Optional.of(new MailPage(
                        MailPage.of(
                                subject, words.stream().map(MailPage::paragraph).collect(Collectors.joining())),
                        List.of())),
                Optional.of("<spending-" + notice.id() + "@dialtone>"));
    }
}
