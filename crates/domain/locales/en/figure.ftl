# Figures

figure-not-exact = “{ $text }” is not a number. Write it like 12, 0.5 or 19/22.
figure-none = —
