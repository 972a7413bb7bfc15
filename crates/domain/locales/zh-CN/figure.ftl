# 数字

figure-not-exact = “{ $text }”不是数字，请写成 12、0.5 或 19/22 的形式。
figure-none = —
