# bulletin
