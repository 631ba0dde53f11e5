package dialtone.fulfilment.route;

import dialtone.fulfilment.CustomerNotice;
import dialtone.inventory.LineSuspension;
import dialtone.platform.mail.MailPage;
import dialtone.platform.qr.QrPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The mail that says an order is complete, as text and as HTML with the same words. */
record CompletionMail(String subject, String text, MailPage page) {

    static CompletionMail of(CustomerNotice notice) {
        String subject = "Your order " + notice.order().value() + " is complete";
        String greeting = "Hello " + notice.customerName() + ",";
        String intro = "your order " + notice.order().value() + " is complete:";
        return new CompletionMail(
                subject,
                text(notice, greeting, intro),
                new MailPage(html(notice, subject, greeting, intro), pictures(notice)));
    }

    private static String text(CustomerNotice notice, String greeting, String intro) {
        String items = items(notice).stream().map(item -> "  - " + item).collect(Collectors.joining("\r\n"));
        String lines = notice.lines().stream()
                .map(CompletionMail::sentence)
                .map(line -> "\r\n" + line + "\r\n")
                .collect(Collectors.joining());
        return greeting + "\r\n\r\n" + intro + "\r\n" + items + "\r\n" + lines + "\r\nDialtone\r\n";
    }

    private static String html(CustomerNotice notice, String subject, String greeting, String intro) {
        String items = items(notice).stream()
                .map(item -> "<li>" + MailPage.escaped(item) + "</li>")
                .collect(Collectors.joining());
        StringBuilder lines = new StringBuilder();
        int number = 0;
        for (CustomerNotice.Line line : notice.lines()) {
            lines.append(MailPage.paragraph(sentence(line)));
            number++;
            line.activationCode().map(picture(number)).map(MailPage::picture).ifPresent(lines::append);
        }
        return MailPage.of(
                subject,
                MailPage.paragraph(greeting) + MailPage.paragraph(intro) + "<ul>" + items + "</ul>" + lines
                        + MailPage.paragraph("Dialtone"));
    }

    /** The QR codes of its eSIMs, each named by the number of its line. */
    private static List<QrPicture> pictures(CustomerNotice notice) {
        List<QrPicture> pictures = new ArrayList<>();
        int number = 0;
        for (CustomerNotice.Line line : notice.lines()) {
            number++;
            line.activationCode().map(picture(number)).ifPresent(pictures::add);
        }
        return pictures;
    }

    private static Function<String, QrPicture> picture(int line) {
        return code -> new QrPicture("esim-" + line, code);
    }

    private static List<String> items(CustomerNotice notice) {
        return Stream.of(
                        notice.offeringNames().stream(),
                        notice.changed().stream().map(change -> change.from() + " is now " + change.to()),
                        notice.suspended().stream()
                                .map(line -> line.name() + " is suspended: "
                                        + line.suspension().reason().words() + ", " + barred(line.suspension())),
                        notice.resumed().stream().map(name -> name + " can be used again"),
                        notice.swapped().stream()
                                .map(name -> name + " has another SIM; the former one does not work any more"),
                        notice.ended().stream().map(name -> name + " has ended"))
                .flatMap(items -> items)
                .toList();
    }

    private static String barred(LineSuspension suspension) {
        return switch (suspension.barring()) {
            case ALL -> "it can neither be used nor reached";
            case OUTGOING -> "it can be reached, and makes no calls and sends no messages";
        };
    }

    private static String sentence(CustomerNotice.Line line) {
        return "Your number is +" + line.msisdn() + "."
                + line.activationCode()
                        .map(
                                code -> " Your eSIM's activation code is " + code
                                        + " - type it into your telephone's settings, under add eSIM, or scan the picture in this mail.")
                        .orElse("");
    }
}
